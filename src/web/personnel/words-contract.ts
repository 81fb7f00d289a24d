import { defineWords } from "../ui/language.ts";

export const useContractWords = defineWords("personnel-contract", {
  vi: {
    title: "Người làm việc theo hợp đồng lao động",
    help: "Cơ quan quyết định có áp dụng cho người làm việc theo hợp đồng hay không (Kế hoạch, V.1.e). Người hợp đồng được xếp loại riêng, không tính vào hạn mức xuất sắc của công chức và không gửi Cơ sở dữ liệu quốc gia.",
    before: "Chọn trước khi lập hồ sơ: ai đã có hồ sơ xếp loại công chức của năm thì không chọn được.",
    isIncluded: "Xếp loại cả người làm việc theo hợp đồng",
    is: "Đang áp dụng theo {{paper}}: {{count}} người hợp đồng được xếp loại.",
    isNot: "Theo {{paper}}: {{count}} người hợp đồng không thuộc diện xếp loại.",
    undecided: "Chưa quyết định áp dụng.",
    who: "Những người làm việc theo hợp đồng",
    search: "Tìm người, đơn vị",
    nobody: "Mọi người của cơ quan đã có hồ sơ xếp loại công chức của năm.",
    chosen: "Đã chọn {{count}} người",
    paper: "Văn bản quyết định của cơ quan",
    save: "Ghi quyết định",
  },
  en: {
    title: "People on contract",
    help: "The agency decides whether people on contract are rated as well (plan, V.1.e). They are rated by themselves, take none of the civil servants' places for excellent, and are not sent to the national database.",
    before: "To be chosen before files are made: whoever has a civil servant's file of the year cannot be chosen.",
    isIncluded: "Rate people on contract as well",
    is: "In force by {{paper}}: {{count}} people on contract are rated.",
    isNot: "By {{paper}}: {{count}} people on contract are not rated.",
    undecided: "Nothing is decided yet.",
    who: "Who works on contract",
    search: "Find a person or office",
    nobody: "Everybody of the agency has a civil servant's file of the year.",
    chosen: "{{count}} chosen",
    paper: "The agency's paper that decides it",
    save: "Keep the decision",
  },
});
