import { defineWords } from "../ui/language.ts";

export const useRecordedWords = defineWords("recorded", {
  vi: {
    title: "Theo số liệu đã ghi",
    points: "Tương ứng {{points}} điểm.",
    confirmed: "Đơn vị đã xác nhận.",
    contested: "Đơn vị có ý kiến khác",
    unanswered: "Đơn vị chưa xác nhận.",
    hash: "mã băm {{start}}…",
    changed: "Số liệu đã thay đổi sau đó; điểm đã ghi giữ nguyên.",
    answer: "Xác nhận hoặc nêu ý kiến khác",
    all: "Xem mọi tiêu chí có số liệu",
  },
  en: {
    title: "By what is recorded",
    points: "Worth {{points}} points.",
    confirmed: "The unit has confirmed it.",
    contested: "The unit contests it",
    unanswered: "The unit has not confirmed it.",
    hash: "hash {{start}}…",
    changed: "The records have changed since; the score stays.",
    answer: "Confirm or contest it",
    all: "All criteria with records",
  },
});
