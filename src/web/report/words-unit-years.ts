import { defineWords } from "../ui/language.ts";

/** Words of a unit's page of its years. */
export const useUnitYearWords = defineWords("report-unit-years", {
  vi: {
    title: "Chỉ số của đơn vị qua các năm",
    lead: "Chỉ số qua các năm, kể cả của đơn vị trước khi sắp xếp; kết quả đã công bố trên hệ thống được lấy sang, không nhập lại.",
    index: "Chỉ số",
    "own.quality": "Chất lượng hoạt động (%)",
    "own.reform": "Cải cách hành chính (%)",
    gap: "chưa có",
    gaps: "Còn thiếu số liệu: {{list}}.",
    rankOf: "hạng {{rank}}/{{of}}",
    kin: "Trước hoặc sau sắp xếp: {{units}}. Số liệu của các đơn vị đó được đặt cạnh nhau, không cộng, không chia bình quân.",
    none: "Chưa có chỉ số nào của đơn vị",
    noneHelp: "Kết quả đánh giá hiện ở đây khi được công bố; chỉ số do nơi khác công bố do Sở Nội vụ ghi kèm nguồn.",
    province: "Xem chỉ số của tỉnh",
    ofUnit: "Chỉ số của một đơn vị",
    enterUnit: "Ghi chỉ số của đơn vị",
  },
  en: {
    title: "The unit's indexes over the years",
    lead: "Indexes over the years, also of units before a merger; results that were published here are taken over, not typed again.",
    index: "Index",
    "own.quality": "Quality of work (%)",
    "own.reform": "Administrative reform (%)",
    gap: "none",
    gaps: "Missing: {{list}}.",
    rankOf: "rank {{rank}}/{{of}}",
    kin: "Before or after a merger: {{units}}. What they had stands side by side; nothing is added up or averaged.",
    none: "There is no index of the unit yet",
    noneHelp: "Results are shown here once they are published; indexes that others publish are entered by the department with their source.",
    province: "See the province's indexes",
    ofUnit: "Indexes of one unit",
    enterUnit: "Enter an index of the unit",
  },
});
