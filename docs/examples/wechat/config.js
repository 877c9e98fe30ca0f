// The address of your own server, which must be among the mini-program's request domains.
module.exports = { server: "https://yizhan.example.org" };
