import { defineWords } from "../ui/language.ts";

/** Words for giving many units more time. */
export const useExtendWords = defineWords("report-extend", {
  vi: {
    extendMany: "Gia hạn cho nhiều đơn vị",
    extendUnits: "Đơn vị được gia hạn: {{chosen}} trong {{all}} đơn vị chưa nộp hoặc đang sửa",
    chooseShown: "Chọn {{count}} đơn vị đang hiện",
    chooseNone: "Bỏ chọn",
    extendCount: "Gia hạn cho {{count}} đơn vị",
    extended: "Đã gia hạn cho {{count}} đơn vị; lý do được ghi ở báo cáo của từng đơn vị.",
  },
  en: {
    extendMany: "Extend the time of many units",
    extendUnits: "Units given more time: {{chosen}} of {{all}} that have not handed in or are correcting",
    chooseShown: "Choose the {{count}} shown",
    chooseNone: "Choose none",
    extendCount: "Extend the time of {{count}} units",
    extended: "{{count}} units were given more time; the reason stands with each report.",
  },
});
