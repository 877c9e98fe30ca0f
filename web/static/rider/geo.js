// Where things are: distance, bearing and the datum of Chinese maps. Nothing here asks the network.

const A = 6378137; // WGS-84, metres
const F = 1 / 298.257223563;
const E2 = F * (2 - F);
const MEAN_RADIUS = 6371008.8;
const RADIAN = Math.PI / 180;

/** Earth-centred metres of a point on the ellipsoid. @returns {[number, number, number]} */
export function ecef(lon, lat) {
  const sin = Math.sin(lat * RADIAN);
  const cos = Math.cos(lat * RADIAN);
  const n = A / Math.sqrt(1 - E2 * sin * sin);
  return [n * cos * Math.cos(lon * RADIAN), n * cos * Math.sin(lon * RADIAN), n * (1 - E2) * sin];
}

/**
 * Metres along the ellipsoid between two earth-centred points.
 *
 * The chord is bent back to the arc on a sphere of the mean radius: s = 2R asin(c / 2R). The true
 * radius differs by less than 1 %, which leaves 2 mm at 50 km and 2 cm at 100 km.
 */
export function distanceM(p, q) {
  const chord = Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
  return 2 * MEAN_RADIUS * Math.asin(Math.min(1, chord / (2 * MEAN_RADIUS)));
}

/** Degrees clockwise from north, good over the distances that one walks or rides. */
export function bearingDeg(from, to) {
  const east = (to.lon - from.lon) * Math.cos(((from.lat + to.lat) / 2) * RADIAN);
  const angle = Math.atan2(east, to.lat - from.lat) / RADIAN;
  return (angle + 360) % 360;
}

/** Whether the offset of Chinese maps applies here: the rectangle of the common definition. */
export function inChina(lon, lat) {
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
