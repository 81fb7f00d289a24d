import { defineWords } from "../ui/language.ts";

export const useMoveWords = defineWords("personnel-move", {
  vi: {
    arrivals: "Người chuyển đến, hồ sơ còn ở nơi cũ",
    arrivalsHelp: "Cơ quan nơi công tác tại thời điểm xếp loại có trách nhiệm xếp loại (Điều 19.1). Hồ sơ được tiếp nhận cùng kết quả các kỳ ở nơi cũ; bản tự xếp loại vẫn dùng, biên bản và ý kiến ở cơ quan cũ vẫn đọc được, còn cuộc họp và đề xuất làm lại ở đây.",
    arrivedFrom: "Hồ sơ ở: {{place}}",
    takeOver: "Tiếp nhận hồ sơ",
    bringUp: "Cập nhật vị trí trong hồ sơ",
    moved: "Đã chuyển công tác",
    movedTo: "Nay công tác ở: {{place}}. Nơi đó tiếp nhận hồ sơ và xếp loại (Điều 19.1); kết quả các kỳ ở đây đi theo.",
    movedShort: "Nay công tác ở: {{place}}",
    transfer: "Tiếp nhận hồ sơ ở nơi công tác mới",
    transferLine: "Từ: {{from}}\nĐến: {{to}}",
  },
  en: {
    arrivals: "Transferred here, with the file still elsewhere",
    arrivalsHelp: "The agency in which somebody works at the time of rating does the rating (article 19.1). The file comes with the results of the periods elsewhere; the self-review still counts, minutes and opinions of the former agency stay readable, the meeting and the proposal are held here anew.",
    arrivedFrom: "The file is with: {{place}}",
    takeOver: "Take the file over",
    bringUp: "Bring the file up to date",
    moved: "Works elsewhere now",
    movedTo: "Works now at: {{place}}. The file is taken over and the year rated there (article 19.1); the results of the periods here go along.",
    movedShort: "Works now at: {{place}}",
    transfer: "Taken over where the person works now",
    transferLine: "From: {{from}}\nTo: {{to}}",
  },
});
