// Links that hand a destination over to a navigation app; the same as locator/links.py writes.

import { gcj02 } from "./datum.js";
import { t } from "./words.js";

const SOURCE = "yizhan";

/** Degrees with a tenth of a metre. */
const degrees = (value) => value.toFixed(6);

/** Percent-escape all that RFC 3986 reserves; encodeURIComponent leaves five signs alone. */
function escaped(text) {
  const more = (sign) => "%" + sign.charCodeAt(0).toString(16).toUpperCase();
  return encodeURIComponent(text).replace(/[!'()*]/g, more);
}

/**
 * Every app that can take the rider there.
 * @param {{lon: number, lat: number, name: string, address: string}} goal WGS-84
 * @param {string} mode "walk" or "ride"; Amap alone knows both
 * @returns {{app: string, label: string, href: string}[]}
 */
export function navigationLinks(goal, mode = "walk") {
  const [lon, lat] = gcj02(goal.lon, goal.lat).map(degrees);
  const name = escaped(goal.name);
  const point = `${degrees(goal.lat)},${degrees(goal.lon)}`;
  const listed = escaped(goal.name.replace(/,/g, "，"));
  return [
    {
      app: "amap",
      label: t("高德地图", "Amap"),
      href:
        `https://uri.amap.com/navigation?to=${lon},${lat},${listed}` +
        `&mode=${mode}&src=${SOURCE}&callnative=1`,
    },
    {
      app: "baidu",
      label: t("百度地图", "Baidu"),
      href:
        `https://api.map.baidu.com/marker?location=${lat},${lon}&title=${name}` +
        `&content=${escaped(goal.address)}&coord_type=gcj02&output=html&src=${SOURCE}`,
    },
    {
      app: "tencent",
      label: t("腾讯地图", "Tencent"),
      href:
        `https://apis.map.qq.com/uri/v1/routeplan?type=walk&to=${name}` +
        `&tocoord=${lat},${lon}&coord_type=2&referer=${SOURCE}`,
    },
    {
      app: "apple",
      label: t("苹果地图", "Apple Maps"),
      href: `https://maps.apple.com/?daddr=${lat},${lon}&dirflg=w`,
    },
    { app: "geo", label: t("其他地图", "Other maps"), href: `geo:${point}?q=${point}(${name})` },
  ];
}
