import { type DocumentKind, each, type Filling, heading, tableOf, text } from "../documents/index.ts";

/** What the papers of the files say: layout and words, with places for what changes. */

const report: Omit<DocumentKind, "sample"> = {
  key: "self-report",
  title: { vi: "Báo cáo tự đánh giá", en: "Self-assessment report" },
  official: {
    superior: "{CƠ QUAN CẤP TRÊN}",
    organ: "{CƠ QUAN}",
    number: "Số: {số văn bản}",
    placeAndDay: "{địa danh}, {ngày ký}",
    title: { type: "BÁO CÁO", about: "Tự đánh giá, chấm điểm chất lượng hoạt động năm {năm}" },
    addressee: "Kính gửi: {hội đồng}",
    body: [
      text("Thực hiện {quy định}, {tên đơn vị} báo cáo kết quả tự đánh giá, chấm điểm như sau:"),
      heading("1. Kết quả tự chấm"),
      tableOf("nội dung", [
        { title: "Nội dung", width: 58, cell: "{tên}" },
        { title: "Điểm tối đa của các tiêu chí tự chấm", width: 22, align: "centre", cell: "{điểm tối đa}" },
        { title: "Điểm tự chấm", width: 20, align: "centre", cell: "{điểm}" },
      ]),
      text("Tổng điểm tự chấm: {tổng điểm}/{tổng điểm tối đa}. Số tiêu chí đã chấm: {số đã chấm}/{số phải chấm}; không áp dụng: {số không áp dụng}. Điểm khảo sát, điểm của lãnh đạo và các tiêu chí do cơ quan khác chấm không thuộc báo cáo này."),
      each("còn thiếu", heading("2. Tiêu chí chưa chấm"), text("{danh sách}.")),
      text("Bảng chấm điểm chi tiết kèm theo Báo cáo này. {tên đơn vị} chịu trách nhiệm về tính chính xác của số liệu và tài liệu kiểm chứng./."),
    ],
    recipients: ["Như trên", "{cơ quan thường trực}", "Lưu: VT"],
    signatures: [{ capacity: ["THỦ TRƯỞNG ĐƠN VỊ"], of: "người ký" }],
    annexes: [
      {
        isWide: true,
        body: [
          { kind: "annex", label: "Phụ lục", title: "BẢNG TỰ CHẤM ĐIỂM NĂM {năm}", source: "(Kèm theo Báo cáo số {số văn bản} {ngày ký} của {tên đơn vị})" },
          tableOf("tiêu chí", [
            { title: "Mã", width: 8, align: "centre", cell: "{mã}" },
            { title: "Tiêu chí", width: 40, cell: "{tên}" },
            { title: "Điểm tối đa", width: 9, align: "centre", cell: "{điểm tối đa}" },
            { title: "Điểm tự chấm", width: 9, align: "centre", cell: "{điểm}" },
            { title: "Căn cứ, tài liệu kiểm chứng", width: 34, cell: "{ghi chú}" },
          ]),
        ],
      },
    ],
  },
};

const certificate: Omit<DocumentKind, "sample"> = {
  key: "receipt",
  title: { vi: "Giấy xác nhận đã nộp", en: "Certificate of receipt" },
  official: {
    superior: "{CƠ QUAN CẤP TRÊN}",
    organ: "{CƠ QUAN THƯỜNG TRỰC}",
    number: "Đợt: {đợt}",
    placeAndDay: "{địa danh}, {ngày nộp}",
    title: { type: "GIẤY XÁC NHẬN", about: "{tên đơn vị} đã nộp {phần} năm {năm}" },
    body: [
      text("Hệ thống đánh giá chất lượng hoạt động xác nhận:"),
      text("Cơ quan, đơn vị: {tên đơn vị} (mã {mã đơn vị})."),
      text("Phần đã nộp: {phần}."),
      text("Thời điểm nộp: {giờ nộp} {ngày nộp} (giờ Việt Nam), theo đồng hồ của cơ sở dữ liệu."),
      { kind: "text", text: "Mã băm SHA-256 của nội dung đã nộp: {mã băm}.", align: "left" },
      { kind: "text", text: "Nhật ký hệ thống khi cấp giấy này: mục số {mục nhật ký}, mã băm {mã băm nhật ký}.", align: "left" },
      text("Ai giữ giấy này có thể đối chiếu hai mã băm trên với nhật ký đã ký số để biết nội dung đã nộp không bị thay đổi./."),
    ],
    recipients: ["{tên đơn vị}", "Lưu hệ thống"],
    signatures: [{ capacity: ["XÁC NHẬN CỦA HỆ THỐNG"], of: "người ký" }],
  },
};

const CHANGES = tableOf("thay đổi", [
  { title: "STT", width: 5, align: "centre", cell: "{stt}" },
  { title: "Cơ quan, đơn vị", width: 20, cell: "{đơn vị}" },
  { title: "Tiêu chí", width: 30, cell: "{tiêu chí}" },
  { title: "Trước", width: 8, align: "centre", cell: "{trước}" },
  { title: "Sau", width: 8, align: "centre", cell: "{sau}" },
  { title: "Lý do", width: 29, cell: "{lý do}" },
]);

const OF_COUNCIL = { superior: "{CƠ QUAN CẤP TRÊN}", organ: "{HỘI ĐỒNG}", number: "Số: {số văn bản}", placeAndDay: "{địa danh}, {ngày ký}" } as const;

const minutes: Omit<DocumentKind, "sample"> = {
  key: "minutes",
  title: { vi: "Biên bản thẩm định", en: "Minutes of a round" },
  official: {
    ...OF_COUNCIL,
    title: { type: "BIÊN BẢN", about: "Thẩm định kết quả tự đánh giá, chấm điểm lần {lần} năm {năm}" },
    body: [
      text("Thời gian, địa điểm: {ngày ký}, tại {địa danh}."),
      text("Thành phần: Chủ tịch và các thành viên {hội đồng}; Tổ công tác giúp việc."),
      heading("1. Kết quả thẩm định lần {lần}"),
      text("{hội đồng} đã thẩm định {số tiêu chí} lượt tiêu chí của {số đơn vị} cơ quan, đơn vị: giữ nguyên {số giữ nguyên}, thay đổi điểm {số thay đổi}, còn ý kiến khác nhau chưa thống nhất {số chưa thống nhất}, chưa có kết quả {số chưa có}."),
      each("có quyết định", heading("2. Các trường hợp Chủ tịch Hội đồng quyết định"), tableOf("quyết định", [
        { title: "STT", width: 7, align: "centre", cell: "{stt}" },
        { title: "Cơ quan, đơn vị", width: 24, cell: "{đơn vị}" },
        { title: "Tiêu chí", width: 26, cell: "{tiêu chí}" },
        { title: "Điểm", width: 10, align: "centre", cell: "{sau}" },
        { title: "Lý do", width: 33, cell: "{lý do}" },
      ])),
      each("có chưa thống nhất", heading("3. Các trường hợp chưa thống nhất"), text("{danh sách}.")),
      text("Danh sách điểm thay đổi kèm lý do tại phụ lục. Biên bản được các thành viên thông qua./."),
    ],
    recipients: ["{hội đồng}", "Lưu: VT"],
    signatures: [
      { capacity: ["THƯ KÝ"], of: "thư ký" },
      { capacity: ["CHỦ TỊCH HỘI ĐỒNG"], of: "người ký" },
    ],
    annexes: [{ isWide: true, body: [{ kind: "annex", label: "Phụ lục", title: "DANH SÁCH ĐIỂM THAY ĐỔI QUA THẨM ĐỊNH LẦN {lần}", source: "(Kèm theo Biên bản thẩm định lần {lần} năm {năm})" }, CHANGES] }],
  },
};

const changes: Omit<DocumentKind, "sample"> = {
  key: "changes",
  title: { vi: "Danh sách điểm thay đổi", en: "List of changed points" },
  official: {
    ...OF_COUNCIL,
    title: { type: "DANH SÁCH", about: "Điểm thay đổi qua thẩm định lần {lần} năm {năm}, kèm lý do" },
    body: [text("Qua thẩm định lần {lần}, {số thay đổi} điểm tiêu chí được thay đổi; lý do của từng trường hợp tại phụ lục kèm theo./.")],
    recipients: ["{hội đồng}", "Lưu: VT"],
    signatures: [{ capacity: ["CHỦ TỊCH HỘI ĐỒNG"], of: "người ký" }],
    annexes: [{ isWide: true, body: [{ kind: "annex", label: "Phụ lục", title: "DANH SÁCH ĐIỂM THAY ĐỔI", source: "(Thẩm định lần {lần} năm {năm})" }, CHANGES] }],
  },
};

const HEAD = { "CƠ QUAN CẤP TRÊN": "UBND TỈNH ĐẮK LẮK", "CƠ QUAN THƯỜNG TRỰC": "SỞ NỘI VỤ", "cơ quan thường trực": "Sở Nội vụ", "địa danh": "Đắk Lắk", "ngày ký": "ngày 20 tháng 12 năm 2025", năm: "2025", đợt: "Đánh giá năm 2025", "hội đồng": "Hội đồng thẩm định", "HỘI ĐỒNG": "HỘI ĐỒNG THẨM ĐỊNH", "số văn bản": "12/BB-HĐTĐ", "tên đơn vị": "Sở Tài chính", "mã đơn vị": "STC", "CƠ QUAN": "SỞ TÀI CHÍNH", "quy định": "Quy định xác định chất lượng hoạt động", "người ký": [{ "họ tên": "Nguyễn Văn A" }], "thư ký": [{ "họ tên": "Trần Thị B" }] } as const;
const CHANGE = { stt: "1", "đơn vị": "Sở Tài chính", "tiêu chí": "1.1 Hoàn thành nhiệm vụ được giao", trước: "5,00", sau: "4,00", "lý do": "Hai nhiệm vụ quá hạn." };
const ROUND: Filling = { ...HEAD, lần: "1", "số tiêu chí": "100", "số đơn vị": "5", "số giữ nguyên": "90", "số thay đổi": "9", "số chưa thống nhất": "1", "số chưa có": "0", "có quyết định": [{ "quyết định": [CHANGE] }], "có chưa thống nhất": [{ "danh sách": "Sở Tài chính: 1.2" }], "thay đổi": [CHANGE] };

export const reportKind: DocumentKind = {
  ...report,
  sample: { ...HEAD, "nội dung": [{ tên: "1. Kết quả thực hiện nhiệm vụ", "điểm tối đa": "45,00", điểm: "40,00" }], "tổng điểm": "75,00", "tổng điểm tối đa": "80,00", "số đã chấm": "48", "số phải chấm": "50", "số không áp dụng": "2", "còn thiếu": [{ "danh sách": "2.1, 2.2" }], "tiêu chí": [{ mã: "1.1", tên: "Hoàn thành nhiệm vụ được giao", "điểm tối đa": "5,00", điểm: "4,50", "ghi chú": "Báo cáo số 12/BC-STC" }] },
};
export const certificateKind: DocumentKind = { ...certificate, sample: { ...HEAD, "người ký": [], phần: "điểm tự chấm", "giờ nộp": "14 giờ 05 phút", "ngày nộp": "ngày 14 tháng 12 năm 2025", "mã băm": "0".repeat(64), "mục nhật ký": "1200", "mã băm nhật ký": "0".repeat(64) } };
export const minutesKind: DocumentKind = { ...minutes, sample: ROUND };
export const changesKind: DocumentKind = { ...changes, sample: ROUND };
export const PAPER_KINDS: readonly DocumentKind[] = [reportKind, certificateKind, minutesKind, changesKind];
