const { server } = require("../../config");
const { question, markers, rows, destination } = require("../../sites");

Page({
  data: { state: "asking", message: "正在定位…", here: null, markers: [], rows: [] },

  onLoad() {
    this.locate();
  },

  locate() {
    this.setData({ state: "asking", message: "正在定位…" });
    wx.getLocation({
      type: "gcj02",
      success: (here) => this.ask(here),
      fail: () => this.fail("没有得到位置。请在设置里允许使用位置,再试一次。"),
    });
  },

  // By POST, so that the position stands in no log on the way.
  ask(here) {
    this.setData({ message: "正在查找…" });
    wx.request({
      url: `${server}/api/v1/nearest`,
      method: "POST",
      data: question(here),
      success: ({ statusCode, data }) =>
        statusCode === 200
          ? this.show(here, data.results)
          : this.fail((data && data.detail) || "服务器没有答复,请稍后再试。"),
      fail: () => this.fail("网络不通,请稍后再试。"),
    });
  },

  show(here, results) {
    this.results = results;
    this.setData({
      state: "found",
      message: results.length ? "" : "附近没有驿站。",
      here: { longitude: here.longitude, latitude: here.latitude },
      markers: markers(results),
      rows: rows(results),
    });
  },

  fail(message) {
    this.setData({ state: "failed", message });
  },

  tapMarker(event) {
    this.open(event.detail.markerId);
  },

  tapRow(event) {
    this.open(event.currentTarget.dataset.id);
  },

  open(id) {
    wx.openLocation(destination(this.results[id]));
  },
});
