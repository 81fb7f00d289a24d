import { defineWords } from "../ui/language.ts";

export const useShareWords = defineWords("personnel-share", {
  vi: {
    share: "Quyết định tỷ lệ xuất sắc cao hơn",
    shareHelp: "Tỷ lệ đang áp dụng: {{share}}%. Đơn vị có thành tích xuất sắc, nổi trội được quyết định tỷ lệ cao hơn, trong giới hạn của Điều 20.5.b.",
    shareOf: "Tỷ lệ mới (%)",
    paper: "Văn bản quyết định",
    reason: "Lý do, căn cứ",
    shareWhat: "Hạn mức xuất sắc của đợt là {{share}}%; mức tính được của {{people}} người được tính lại.",
    shareLasting: "Quyết định và lý do được giữ lại; quyết định sau thay quyết định trước, không xóa được.",
    decideShare: "Quyết định tỷ lệ",
    shareIs: "Tỷ lệ xuất sắc {{share}}% theo quyết định: {{reason}}",
    tie: "Bằng điểm ở chỗ cuối của mức xuất sắc",
    tieHelp: "Những người này cùng {{points}} điểm mà không đủ chỗ. Xếp người được ưu tiên lên trước và ghi lý do.",
    up: "Lên trước",
    decideOrder: "Quyết định thứ tự",
  },
  en: {
    share: "Decide on a larger share of excellent",
    shareHelp: "The share now is {{share}}%. For an agency that stands out it may be larger, within what article 20.5.b allows.",
    shareOf: "New share (%)",
    paper: "The paper that decides it",
    reason: "Reason and grounds",
    shareWhat: "The places of excellent are {{share}}%; the levels of {{people}} people are computed anew.",
    shareLasting: "The decision and its reason are kept; a later one replaces it, none is deleted.",
    decideShare: "Decide the share",
    shareIs: "Share of excellent {{share}}% by decision: {{reason}}",
    tie: "Tied for the last place of excellent",
    tieHelp: "These people have {{points}} points each, and there are not places for all. Put first who goes first, and give the reason.",
    up: "Move up",
    decideOrder: "Decide the order",
  },
});
