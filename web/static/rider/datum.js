// The datum of Chinese maps: GCJ-02 of a WGS-84 position, for the apps that want it.

const RADIAN = Math.PI / 180;

/** Whether the offset of Chinese maps applies here: the rectangle of the common definition. */
function inChina(lon, lat) {
  return lon >= 72.004 && lon <= 137.8347 && lat >= 0.8293 && lat <= 55.8271;
}

/** GCJ-02 of a WGS-84 point. @returns {[number, number]} lon, lat */
export function gcj02(lon, lat) {
  if (!inChina(lon, lat)) return [lon, lat];
  const a = 6378245;
  const ee = 0.00669342162296594323;
  const x = lon - 105;
  const y = lat - 35;
  const sin = Math.sin(lat * RADIAN);
  const magic = 1 - ee * sin * sin;
  const dLat = offsetLat(x, y) / (((a * (1 - ee)) / (magic * Math.sqrt(magic))) * RADIAN);
  const dLon = offsetLon(x, y) / ((a / Math.sqrt(magic)) * Math.cos(lat * RADIAN) * RADIAN);
  return [lon + dLon, lat + dLat];
}

function swell(t, long, longest) {
  const short = 20 * Math.sin(t * Math.PI) + 40 * Math.sin((t / 3) * Math.PI);
  return ((short + long * Math.sin((t / 12) * Math.PI) + longest * Math.sin((t / 30) * Math.PI)) * 2) / 3;
}

function ripple(x) {
  return ((20 * Math.sin(6 * x * Math.PI) + 20 * Math.sin(2 * x * Math.PI)) * 2) / 3;
}

function offsetLat(x, y) {
  return (
    -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.sqrt(Math.abs(x)) + ripple(x) +
    swell(y, 160, 320)
  );
}

function offsetLon(x, y) {
  return (
    300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.sqrt(Math.abs(x)) + ripple(x) +
    swell(x, 150, 300)
  );
}
