import type { Tongue } from "../../contract/questionnaire.ts";
import type { Bilingual } from "../platform/index.ts";

/** The words of the public pages. */
export const WORDS = {
  survey: { vi: "Khảo sát", en: "Survey" },
  enter: { vi: "Nhập mã trên phiếu", en: "Enter the code on the card" },
  code: { vi: "Mã phiếu", en: "Code" },
  codeHelp: { vi: "12 chữ và số, ví dụ 7KQ2-M9TX-4B8C. Viết hoa hay thường đều được.", en: "12 letters and digits, such as 7KQ2-M9TX-4B8C, in upper or lower case." },
  go: { vi: "Mở phiếu", en: "Open the form" },
  anonymous: { vi: "Phiếu không ghi tên. Câu trả lời được niêm phong ngay khi gửi, chỉ mở khi khảo sát kết thúc, và không ai biết phiếu nào của ai.", en: "No name is on the form. Answers are sealed as they are sent and opened only when the survey is over; nobody can tell whose they are." },
  checkLink: { vi: "Kiểm tra biên nhận", en: "Check a receipt" },
  ways: { vi: "Ngôn ngữ, cỡ chữ", en: "Language, size of letters" },
  larger: { vi: "Chữ to", en: "Large letters" },
  smaller: { vi: "Chữ thường", en: "Normal letters" },
  wrongCode: { vi: "Mã này không đúng. Hãy xem lại mã trên phiếu.", en: "This code is not right. Please look at the card again." },
  usedCode: { vi: "Mã này đã được dùng để gửi phiếu. Mỗi mã chỉ dùng một lần.", en: "This code was used to send a form already. Each code works once." },
  full: { vi: "Đã nhận đủ số phiếu mở cho nơi này. Cảm ơn.", en: "As many open forms as may count have come in for this place. Thank you." },
  noOpen: { vi: "Địa chỉ này không mở phiếu nào. Hãy quét lại mã hoặc nhập mã trên phiếu.", en: "There is no form at this address. Please scan the code again or type the code of a card." },
  notOpen: { vi: "Cuộc khảo sát chưa mở.", en: "The survey is not open yet." },
  over: { vi: "Cuộc khảo sát đã kết thúc.", en: "The survey is over." },
  changed: { vi: "Phiếu này mở từ lâu hoặc đã bị sửa. Những câu đã trả lời vẫn còn; hãy xem lại rồi gửi.", en: "This form was opened long ago or was altered. What was answered is kept; please look at it and send it." },
  openLabel: { vi: "Phiếu mở, không cần mã: được tính riêng với phiếu của người được chọn mẫu.", en: "An open form, without a card: counted apart from those of the sample." },
  tooSoon: { vi: "Phiếu được gửi quá nhanh. Hãy đọc lại các câu rồi gửi sau ít giây; những gì đã điền còn nguyên.", en: "This came very quickly. Please read the questions again and send in a few seconds; what was filled in is kept." },
  busy: { vi: "Đang có nhiều người gửi phiếu mở. Hãy chờ một phút rồi gửi lại; những gì đã điền còn nguyên.", en: "Many open forms are coming in. Please wait a minute and send again; what was filled in is kept." },
  interviews: { vi: "Các cuộc phỏng vấn được giao", en: "Interviews assigned" },
  interviewsHelp: { vi: "Mỗi dòng là một người trả lời. Mở trang này khi có mạng; sau đó phiếu mở được cả khi mất mạng và tự gửi khi có mạng lại. Trả máy cho người khác thì xóa dữ liệu trang.", en: "Each line is one respondent. Open this page while there is a network; afterwards forms open without one and are sent when it is back. Clear the page's data before handing the device on." },
  interviewDone: { vi: "đã gửi", en: "sent" },
  interviewLeft: { vi: "chưa làm", en: "to do" },
  faults: { vi: "Còn {n} chỗ cần xem lại", en: "{n} places need another look" },
  more: { vi: "Theo câu trả lời, có thêm câu hỏi bên dưới.", en: "By these answers there are further questions below." },
  optional: { vi: "không bắt buộc", en: "optional" },
  noOpinion: { vi: "Không biết, không ý kiến", en: "Don't know, no opinion" },
  most: { vi: "Chọn nhiều nhất {n}.", en: "Choose at most {n}." },
  rank: { vi: "Ghi 1 cho điều quan trọng nhất, mỗi số một lần.", en: "Write 1 for the most important; each number once." },
  send: { vi: "Gửi phiếu", en: "Send" },
  next: { vi: "Tiếp tục", en: "Continue" },
  back: { vi: "Quay lại", en: "Back" },
  step: { vi: "Phần {n} trên {m}", en: "Part {n} of {m}" },
  thanks: { vi: "Cảm ơn. Phiếu đã vào hòm phiếu.", en: "Thank you. The form is in the box." },
  receipt: { vi: "Biên nhận", en: "Receipt" },
  receiptHelp: { vi: "Chép hoặc chụp lại dòng này. Có thể dùng nó để kiểm tra phiếu đã được tính; nó không cho biết câu trả lời.", en: "Copy this line or take a picture. It shows later that the form was counted, and tells nothing of the answers." },
  check: { vi: "Kiểm tra biên nhận", en: "Check a receipt" },
  checkHelp: { vi: "20 chữ và số ghi khi gửi phiếu.", en: "The 20 letters and digits that were shown after sending." },
  look: { vi: "Kiểm tra", en: "Check" },
  inBox: { vi: "Phiếu này đã nằm trong hòm phiếu, còn niêm phong. Phiếu được đếm khi khảo sát kết thúc.", en: "This form is in the box, still sealed. It is counted when the survey is over." },
  counted: { vi: "Phiếu này đã được tính.", en: "This form was counted." },
  proof: { vi: "Tự kiểm tra", en: "Check it yourself" },
  ownMark: { vi: "Dấu của biên nhận này:", en: "The mark of this receipt:" },
  allMarks: { vi: "Danh sách dấu của mọi biên nhận, phần có dấu này", en: "The marks of all receipts, the part with this one" },
  ballotsHash: { vi: "Mã băm (SHA-256) của các phiếu đã đếm:", en: "Hash (SHA-256) of the ballots that were counted:" },
  unknownReceipt: { vi: "Không có biên nhận này. Hãy xem lại từng chữ, số.", en: "There is no such receipt. Please look at each letter and digit." },
  figures: { vi: "Đã phát {cards} phiếu, nhận {cast} phiếu, đếm {ballots} phiếu.", en: "{cards} cards issued, {cast} forms received, {ballots} counted." },
  figuresSealed: { vi: "Đã phát {cards} phiếu, nhận {cast} phiếu; hòm phiếu còn niêm phong.", en: "{cards} cards issued, {cast} forms received; the box is sealed." },
  figuresOpen: { vi: "Ngoài ra có {open} phiếu mở, tính riêng.", en: "Besides, {open} open forms, counted apart." },
  failed: { vi: "Chưa thực hiện được", en: "It did not work" },
  tryAgain: { vi: "Hãy quay lại trang trước và gửi lại sau ít phút; những gì đã điền còn ở đó. Gửi lại không bị tính hai lần.", en: "Please go back and send again in a few minutes; what was filled in is still there. Sending twice counts once." },
  tooLarge: { vi: "Nội dung gửi lên quá dài. Hãy quay lại và viết ngắn hơn.", en: "What was sent is too long. Please go back and write less." },
  levels: { vi: "Mức", en: "Level" },
} as const satisfies Readonly<Record<string, Bilingual>>;

/** What each language calls itself. */
export const TONGUE_NAMES: Readonly<Record<Tongue, string>> = { vi: "Tiếng Việt", en: "English", rad: "Ê Đê", jra: "Gia Rai", cmo: "M’Nông" };

/** Five levels as the national index of satisfaction words them. */
export const LEVEL_WORDS: Readonly<Record<string, Bilingual>> = {
  1: { vi: "Rất không hài lòng", en: "Very dissatisfied" },
  2: { vi: "Không hài lòng", en: "Dissatisfied" },
  3: { vi: "Bình thường", en: "Neutral" },
  4: { vi: "Hài lòng", en: "Satisfied" },
  5: { vi: "Rất hài lòng", en: "Very satisfied" },
  none: WORDS.noOpinion,
};

/** What the script of the pages says; it finds the words on the page. */
export const DEVICE_WORDS: Readonly<Record<string, Bilingual>> = {
  nhap: { vi: "Đã mở lại bản nháp lưu trên máy này.", en: "A draft that was kept on this device is back." },
  xoa: { vi: "Xóa bản nháp", en: "Discard the draft" },
  cho: { vi: "Chưa có mạng: {n} phiếu được giữ trên máy này và tự gửi khi có mạng lại.", en: "No network: {n} forms are kept on this device and will be sent when it is back." },
  dagui: { vi: "Đã gửi. Biên nhận:", en: "Sent. Receipt:" },
  dangcho: { vi: "chờ gửi", en: "waiting to be sent" },
  xong: { vi: "đã gửi", en: "sent" },
  khonggui: { vi: "không gửi được; hãy mở lại phiếu", en: "not taken; please open the form again" },
  mang: { vi: "Chưa có mạng, chưa sang được trang khác. Những gì đã điền còn nguyên; có mạng lại thì bấm tiếp.", en: "No network: the next page cannot be shown. What was filled in is kept; please go on when the network is back." },
  san: { vi: "Các phiếu đã có trên máy, mở được khi mất mạng.", en: "The forms are on this device and open without a network." },
};
