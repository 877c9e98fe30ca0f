// Fetched with the styles: an address that asks for other places hides those that the page came with.
if (/[?&](area|jurisdiction|bbox|kind|amenity|service|welcome|open)=./.test(location.search)) {
  document.documentElement.classList.add("asks");
}
