import { defineWords } from "../ui/language.ts";

export const usePublishedWords = defineWords("personnel-published", {
  vi: {
    published: "Kết quả công khai trong cơ quan năm {{year}}",
    publishedHelp: "Kết quả xếp loại mà cấp có thẩm quyền quyết định công khai trên môi trường điện tử (Điều 21). Chỉ người của cơ quan xem được.",
    show: "Những ai",
    all: "Tất cả",
    search: "Tìm người, đơn vị",
    name: "Họ và tên",
    level: "Mức xếp loại",
    decision: "Quyết định",
    decisionOf: "{{number}} ngày {{day}}",
  },
  en: {
    published: "Results made public within the agency for {{year}}",
    publishedHelp: "Ratings that the deciding authority makes public electronically (article 21). Only the agency's own people see them.",
    show: "Who",
    all: "All",
    search: "Find a person or office",
    name: "Name",
    level: "Level",
    decision: "Decision",
    decisionOf: "{{number}} of {{day}}",
  },
});
