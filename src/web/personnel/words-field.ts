import { defineWords } from "../ui/language.ts";

export const useFieldWords = defineWords("personnel-field", {
  vi: {
    title: "Lĩnh vực cấp phó phụ trách",
    help: "Tỷ lệ d của cấp phó tính từ công chức thuộc lĩnh vực này (Điều 15.4); chưa phân công thì chưa xác nhận được phiếu của cấp phó.",
    fieldOf: "Lĩnh vực của {{name}}",
    none: "Chưa phân công lĩnh vực phụ trách.",
    present: "Phụ trách {{field}}, từ ngày {{day}}.",
    change: "Phân công",
    units: "Đơn vị phụ trách",
    people: "Công chức phụ trách",
    from: "Từ ngày",
    give: "Ghi phân công",
  },
  en: {
    title: "What the deputies are in charge of",
    help: "A deputy's d follows from the people of this field (article 15.4); without one, the deputy's form cannot be confirmed.",
    fieldOf: "The field of {{name}}",
    none: "No field was named yet.",
    present: "In charge of {{field}}, since {{day}}.",
    change: "Name the field",
    units: "Units",
    people: "People",
    from: "Since",
    give: "Keep",
  },
});
