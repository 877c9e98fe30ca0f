// What the page asks, and what it makes of the answer. Nothing in here calls WeChat.

// Everything that WeChat's maps take and give is in GCJ-02, and so is what the server answers
// when it is asked with `datum: "gcj02"`: no position is ever converted on the phone.
const DATUM = "gcj02";

const question = ({ longitude, latitude }) => ({
  lon: longitude,
  lat: latitude,
  datum: DATUM,
  mode: "walk",
  open: "grouped", // open ones first, then unknown, then closed
  k: 5, // of each
  lang: "zh-CN",
});

// A marker's id is its place in the list: WeChat wants a number and gives it back when tapped.
const markers = (results) =>
  results.map((site, place) => ({
    id: place,
    longitude: site.lon,
    latitude: site.lat,
    title: site.name,
    iconPath: "/images/station.png",
    width: 30,
    height: 36,
    alpha: site.open.status === "open" ? 1 : 0.5,
  }));

const far = (metres) =>
  metres < 1000 ? `${Math.round(metres)} 米` : `${(metres / 1000).toFixed(1)} 公里`;

// Minutes by street where the server has streets, else a distance that says it is a straight line.
const way = (site) =>
  site.by_street ? `步行 ${Math.ceil(site.travel_min)} 分钟` : `直线 ${far(site.distance_m)}`;

const rows = (results) =>
  results.map((site, place) => ({
    id: place,
    name: site.name,
    address: site.address,
    open: site.open.text,
    way: way(site),
  }));

const destination = (site) => ({
  longitude: site.lon,
  latitude: site.lat,
  name: site.name,
  address: site.address,
});

module.exports = { question, markers, rows, destination };
