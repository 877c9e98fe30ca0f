// Minutes by street, worked out on the phone. Of where it is, the server learns the square of
// about 1 km: that holds its streets, and the nearest sites of every point where one leaves it.
// The form of a square is told in geodata/streets/near_tables/packing.py.

const CELLS_PER_DEGREE = 100;
const STEPS_PER_DEGREE = 1e5;
const SNAP_LIMIT_M = 250; // farther from every street one is not on the network
const AT_NODE_M = 1; // the square's own exactness
const OFF_M_PER_S = 4.8 / 3.6; // to the street one walks
const RADIAN = Math.PI / 180;

/** What a square is called, in hundredths of a degree rounded down. */
export const cellAt = ({ lon, lat }) => `${Math.floor(lat * CELLS_PER_DEGREE)}_${Math.floor(lon * CELLS_PER_DEGREE)}`;

/**
 * Minutes from a place to the sites that its square surely knows of, or null where no street is
 * near. All sites within `reachMin` are among them, and of those open round the clock all within
 * `reachAlwaysMin`.
 * @returns {?{minutes: Map<string, number>, reachMin: number, reachAlwaysMin: number}}
 */
export function minutesIn(square, here) {
  const streets = unpacked(square);
  const at = snapped(streets, here);
  if (!at) return null;
  const seconds = spread(streets, at);
  const least = square.ids.map(() => Infinity);
  toDoors(square.doors, streets, at, seconds, least);
  const exits = running(square.exits).map((node) => seconds[node] / 60);
  const near = beyond(exits, square.near, square.most, least);
  const always = beyond(exits, square.nearAlways, square.mostAlways, least);
  const reach = { all: near, always: Math.max(near, always) };
  const round = new Set(square.always);
  const off = at.offM / OFF_M_PER_S / 60;
  const sure = square.ids.map((id, site) => [id, least[site] + off, least[site] <= reach[round.has(site) ? "always" : "all"]]);
  return {
    minutes: new Map(sure.filter((each) => each[2])),
    reachMin: reach.all + off,
    reachAlwaysMin: reach.always + off,
  };
}

/**
 * Go on from the exits to the sites of their lists, keeping the fewest minutes to each.
 * @returns {number} minutes within which no site is missing; what is beyond may be missing
 */
function beyond(exits, lists, most, least) {
  return lists.reduce((reach, list, number) => {
    let minutes = exits[number];
    for (let at = 0; at < list.length; at += 2) {
      minutes += list[at + 1] / 10;
      least[list[at]] = Math.min(least[list[at]], minutes);
    }
    return list.length < most * 2 ? reach : Math.min(reach, minutes);
  }, Infinity);
}

/** Sites on the square's own streets. */
function toDoors(doors, { edges }, at, seconds, least) {
  for (const [site, number, thousandths, offS] of doors) {
    const edge = edges[number];
    const part = thousandths / 1000;
    const ways = [seconds[edge.from] + share(part, edge.there), seconds[edge.to] + share(1 - part, edge.back)];
    if (edge === at.edge) ways.push(along(edge, at.part, part));
    least[site] = Math.min(least[site], (Math.min(...ways) + offS) / 60);
  }
}

/** Part of the seconds of an edge: none of it is no time, though the way be closed. */
const share = (part, seconds) => (part ? part * seconds : 0);

/** Seconds straight along an edge; against a one-way there is no such way. */
function along(edge, from, to) {
  return to >= from ? (to - from) * edge.there : (from - to) * edge.back;
}

/** Seconds to every node (Dijkstra; a square has few enough to look through them all). */
function spread({ nodes, edges }, { edge, part }) {
  const seconds = new Array(nodes.length).fill(Infinity);
  const done = new Array(nodes.length).fill(false);
  const ways = nodes.map(() => []);
  for (const { from, to, there, back } of edges) {
    ways[from].push([to, there]);
    ways[to].push([from, back]);
  }
  const atNode = AT_NODE_M / Math.max(AT_NODE_M, edge.metres);
  seconds[edge.from] = part <= atNode ? 0 : part * edge.back;
  seconds[edge.to] = Math.min(seconds[edge.to], part >= 1 - atNode ? 0 : (1 - part) * edge.there);
  for (;;) {
    let next = -1;
    for (let node = 0; node < nodes.length; node += 1) {
      if (!done[node] && seconds[node] < (next < 0 ? Infinity : seconds[next])) next = node;
    }
    if (next < 0) return seconds;
    done[next] = true;
    for (const [node, took] of ways[next]) seconds[node] = Math.min(seconds[node], seconds[next] + took);
  }
}

/** The nearest point on a street: {edge, part, offM}, or null. */
function snapped({ edges }, here) {
  const flat = plane(here);
  let best = { offM: SNAP_LIMIT_M };
  for (const edge of edges) {
    const line = edge.line.map(flat);
    const lengths = line.slice(1).map((end, at) => Math.hypot(end[0] - line[at][0], end[1] - line[at][1]));
    edge.metres = lengths.reduce((sum, length) => sum + length, 0);
    let before = 0;
    lengths.forEach((length, at) => {
      const { part, offM } = nearestOn(line[at], line[at + 1]);
      if (offM < best.offM) best = { edge, offM, part: edge.metres ? (before + part * length) / edge.metres : 0 };
      before += length;
    });
  }
  return best.edge ? best : null;
}

/** How far along the stretch between two points the origin's nearest point is, and how far off. */
function nearestOn([x, y], [x2, y2]) {
  const [dx, dy] = [x2 - x, y2 - y];
  const square = dx * dx + dy * dy;
  const part = square ? Math.min(1, Math.max(0, -(x * dx + y * dy) / square)) : 0;
  return { part, offM: Math.hypot(x + part * dx, y + part * dy) };
}

/** Metres east and north of a place on the ellipsoid, good over a square. */
function plane({ lon, lat }) {
  const sin = Math.sin(lat * RADIAN);
  const w = 1 - 0.00669437999014 * sin * sin;
  const north = ((6378137 * 0.99330562000986) / (w * Math.sqrt(w))) * RADIAN;
  const east = (6378137 / Math.sqrt(w)) * Math.cos(lat * RADIAN) * RADIAN;
  return ([atLon, atLat]) => [(atLon - lon) * east, (atLat - lat) * north];
}

/** Nodes in degrees; edges with their ends, seconds both ways and lines. */
function unpacked(square) {
  const lats = running(square.lat);
  const nodes = running(square.lon).map((lon, at) => [lon, lats[at]]);
  const { to, s, back, bends } = square.edges;
  const edges = running(square.edges.from).map((from, at) => ({
    from,
    to: from + to[at],
    there: s[at],
    back: back[at] === null ? Infinity : s[at] + back[at],
    line: lineOf(nodes[from], bends[at] || [], nodes[from + to[at]]).map(([lon, lat]) => [lon / STEPS_PER_DEGREE, lat / STEPS_PER_DEGREE]),
  }));
  return { nodes, edges };
}

function lineOf(begin, bends, end) {
  const line = [begin];
  for (let at = 0; at < bends.length; at += 2) {
    const [lon, lat] = line[line.length - 1];
    line.push([lon + bends[at], lat + bends[at + 1]]);
  }
  return [...line, end];
}

function running(steps) {
  let sum = 0;
  return steps.map((step) => (sum += step));
}
