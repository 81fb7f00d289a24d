import { type Block, bold, type DocumentKind, each, type Filling, heading, openMoment, type Table, tableOf, text } from "../documents/index.ts";

/** What the papers of the files say: layout and words, with places for what changes. */

/** A row for each content, with what its criteria come to, and below it a row for each of them. */
const SCORES: Table = {
  kind: "table",
  columns: [
    { title: "Mã", width: 8, align: "centre" },
    { title: "Tiêu chí", width: 36 },
    { title: "Điểm tối đa", width: 8, align: "centre" },
    { title: "Điểm tự chấm", width: 8, align: "centre" },
    { title: "Căn cứ, tài liệu kiểm chứng", width: 40 },
  ],
  rows: [
    ["{#nội dung chấm}{mã}", "{tên}", "{điểm tối đa}", "{điểm}", "{ghi chú}"].map((place) => [bold(place)]),
    ["{#tiêu chí}{mã}", "{tên}", "{điểm tối đa}", "{điểm}", "{ghi chú}{/tiêu chí}{/nội dung chấm}"],
  ],
};

const report: Omit<DocumentKind, "sample"> = {
  key: "self-report",
  title: { vi: "Báo cáo tự đánh giá", en: "Self-assessment report" },
  official: {
    superior: "{CƠ QUAN CẤP TRÊN}",
    superiorOf: "có cấp trên",
    organ: "{CƠ QUAN}",
    number: "Số: {số văn bản}",
    placeAndDay: "{địa danh}, {ngày ký}",
    title: { type: "BÁO CÁO", about: "Tự đánh giá, chấm điểm chất lượng hoạt\u00A0động năm\u00A0{năm}" },
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
    signatures: [{ capacity: ["{CHỨC VỤ}"], of: "người ký" }],
    annexes: [
      {
        isWide: true,
        body: [
          { kind: "annex", label: "Phụ lục", title: "BẢNG TỰ CHẤM ĐIỂM NĂM {năm}", source: "(Kèm theo Báo cáo số {số văn bản} {ngày ký} của {tên đơn vị})" },
          SCORES,
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
    number: "Năm {năm}",
    placeAndDay: "{địa danh}, {ngày nộp}",
    title: { type: "GIẤY XÁC NHẬN", about: "{tên đơn vị} đã nộp {phần} năm {năm}" },
    body: [
      text("Hệ thống đánh giá chất lượng hoạt động xác nhận:"),
      text("Đợt đánh giá: {đợt}."),
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

/** For what only a hand can fill in. */
export const DOTS = "…………………………………………";

/** A line that ends in dots is not stretched. */
const toFill = (words: string): Block => ({ kind: "text", text: words, align: "left" });

/** Who stands in the list of those present. */
const seat = (list: string, as: string) => each(list, text(`- Ông (bà) {họ tên}{chức vụ}: ${as};`));

/** Minutes as Mẫu 1.9 of Phụ lục III has them: when and where stand in the text, and what nobody but the secretary knows on dotted lines. */
const minutes: Omit<DocumentKind, "sample"> = {
  key: "minutes",
  title: { vi: "Biên bản thẩm định", en: "Minutes of a round" },
  official: {
    superior: OF_COUNCIL.superior,
    organ: OF_COUNCIL.organ,
    number: OF_COUNCIL.number,
    title: { type: "BIÊN BẢN", about: "Họp thẩm định kết quả tự đánh giá, chấm\u00A0điểm lần\u00A0{lần} năm\u00A0{năm}" },
    body: [
      text("Thời gian bắt đầu: {giờ bắt đầu}."),
      toFill(`Địa điểm: ${DOTS}`),
      heading("Thành phần tham dự"),
      seat("chủ tịch hội đồng", "Chủ tịch {hội đồng}, chủ trì"),
      each("chưa có chủ tịch", toFill("- Chủ trì: {người chủ trì}")),
      seat("thành viên", "thành viên"),
      seat("giúp việc", "Tổ công tác giúp việc"),
      toFill(`- Đại diện cơ quan, đơn vị được mời: ${DOTS}`),
      toFill(`Vắng mặt (lý do): ${DOTS}`),
      toFill("Thư ký (người ghi biên bản): {người ghi biên bản}"),
      heading("Nội dung"),
      heading("1. Kết quả thẩm định lần {lần}", 2),
      text("{hội đồng} đã thẩm định {số tiêu chí} lượt tiêu chí của {số đơn vị} cơ quan, đơn vị{thời gian chấm}: giữ nguyên {số giữ nguyên}, thay đổi điểm {số thay đổi}, còn ý kiến khác nhau chưa thống nhất {số chưa thống nhất}, chưa có kết quả {số chưa có}."),
      each("có quyết định", heading("{mục}. Các trường hợp Chủ tịch Hội đồng quyết định", 2), tableOf("quyết định", [
        { title: "STT", width: 7, align: "centre", cell: "{stt}" },
        { title: "Cơ quan, đơn vị", width: 24, cell: "{đơn vị}" },
        { title: "Tiêu chí", width: 26, cell: "{tiêu chí}" },
        { title: "Điểm", width: 10, align: "centre", cell: "{sau}" },
        { title: "Lý do", width: 33, cell: "{lý do}" },
      ])),
      each("có chưa thống nhất", heading("{mục}. Các trường hợp chưa thống nhất", 2), text("{danh sách}.")),
      heading("{mục ý kiến}. Ý kiến tại cuộc họp", 2),
      toFill(DOTS),
      heading("{mục kết luận}. Kết luận của người chủ trì", 2),
      text("Thống nhất kết quả thẩm định lần {lần} nêu trên; danh sách điểm thay đổi kèm lý do tại phụ lục."),
      text("Cuộc họp kết thúc vào {giờ kết thúc}; biên bản đã được đọc lại cho các thành viên dự họp cùng nghe và thống nhất thông qua./."),
    ],
    recipients: ["{hội đồng}", "Lưu: VT, hồ sơ thẩm định"],
    signatures: [
      { capacity: ["THƯ KÝ"], of: "thư ký" },
      { capacity: ["CHỦ TRÌ", "CHỦ TỊCH HỘI ĐỒNG"], of: "người ký" },
    ],
    annexes: [{ isWide: true, body: [{ kind: "annex", label: "Phụ lục", title: "DANH SÁCH ĐIỂM THAY ĐỔI QUA THẨM ĐỊNH LẦN {lần}", source: "(Kèm theo Biên bản thẩm định lần {lần} năm {năm})" }, CHANGES] }],
  },
};

const changes: Omit<DocumentKind, "sample"> = {
  key: "changes",
  title: { vi: "Danh sách điểm thay đổi", en: "List of changed points" },
  official: {
    ...OF_COUNCIL,
    title: { type: "DANH SÁCH", about: "Điểm thay đổi qua thẩm định lần\u00A0{lần} năm\u00A0{năm}, kèm lý\u00A0do" },
    body: [text("Qua thẩm định lần {lần}, {số thay đổi} điểm tiêu chí được thay đổi; lý do của từng trường hợp tại phụ lục kèm theo./.")],
    recipients: ["{hội đồng}", "Lưu: VT"],
    signatures: [{ capacity: ["TM. HỘI ĐỒNG", "CHỦ TỊCH"], of: "người ký" }],
    annexes: [{ isWide: true, body: [{ kind: "annex", label: "Phụ lục", title: "DANH SÁCH ĐIỂM THAY ĐỔI", source: "(Thẩm định lần {lần} năm {năm})" }, CHANGES] }],
  },
};

const HEAD = { "CƠ QUAN CẤP TRÊN": "UBND TỈNH ĐẮK LẮK", "có cấp trên": [{}], "CHỨC VỤ": "GIÁM ĐỐC", "CƠ QUAN THƯỜNG TRỰC": "SỞ NỘI VỤ", "cơ quan thường trực": "Sở Nội vụ", "địa danh": "Đắk Lắk", "ngày ký": "ngày 20 tháng 12 năm 2025", năm: "2025", đợt: "Đánh giá năm 2025", "hội đồng": "Hội đồng thẩm định", "HỘI ĐỒNG": "HỘI ĐỒNG THẨM ĐỊNH", "số văn bản": "12/BB-HĐTĐ", "tên đơn vị": "Sở Tài chính", "mã đơn vị": "STC", "CƠ QUAN": "SỞ TÀI CHÍNH", "quy định": "Quy định xác định chất lượng hoạt động", "người ký": [{ "họ tên": "Nguyễn Văn A" }], "thư ký": [{ "họ tên": "Trần Thị B" }] } as const;
const CHANGE = { stt: "1", "đơn vị": "Sở Tài chính", "tiêu chí": "1.1 Hoàn thành nhiệm vụ được giao", trước: "5,00", sau: "4,00", "lý do": "Hai nhiệm vụ quá hạn." };
const SEAT = { "họ tên": "Nguyễn Văn A", "chức vụ": ", Phó Giám đốc Sở Tài chính" };
const ROUND: Filling = { ...HEAD, lần: "1", "số tiêu chí": "100", "số đơn vị": "5", "số giữ nguyên": "90", "số thay đổi": "9", "số chưa thống nhất": "1", "số chưa có": "0", "thời gian chấm": " (chấm trên phần mềm từ ngày 05/12/2025 đến ngày 12/12/2025)", "có quyết định": [{ mục: "2", "quyết định": [CHANGE] }], "có chưa thống nhất": [{ mục: "3", "danh sách": "Sở Tài chính: 1.2" }], "mục ý kiến": "4", "mục kết luận": "5", "giờ bắt đầu": openMoment(2025), "giờ kết thúc": openMoment(2025), "người ghi biên bản": DOTS, "chủ tịch hội đồng": [SEAT], "chưa có chủ tịch": [{ "người chủ trì": DOTS }], "thành viên": [SEAT], "giúp việc": [SEAT], "thay đổi": [CHANGE] };

const CRITERION = { mã: "1.1", tên: "Hoàn thành nhiệm vụ được giao", "điểm tối đa": "5,00", điểm: "4,50", "ghi chú": "Báo cáo 12/BC-STC ngày 05/12/2025" };

export const reportKind: DocumentKind = {
  ...report,
  sample: { ...HEAD, "nội dung": [{ tên: "1. Kết quả thực hiện nhiệm vụ", "điểm tối đa": "45,00", điểm: "40,00" }], "tổng điểm": "75,00", "tổng điểm tối đa": "80,00", "số đã chấm": "48", "số phải chấm": "50", "số không áp dụng": "2", "còn thiếu": [{ "danh sách": "2.1, 2.2" }], "nội dung chấm": [{ mã: "1", tên: "Kết quả thực hiện nhiệm vụ", "điểm tối đa": "45,00", điểm: "40,00", "ghi chú": "", "tiêu chí": [CRITERION] }], "tiêu chí": [CRITERION] },
};
export const certificateKind: DocumentKind = { ...certificate, sample: { ...HEAD, "người ký": [], phần: "điểm tự chấm", "giờ nộp": "14 giờ 05 phút", "ngày nộp": "ngày 14 tháng 12 năm 2025", "mã băm": "0".repeat(64), "mục nhật ký": "1200", "mã băm nhật ký": "0".repeat(64) } };
export const minutesKind: DocumentKind = { ...minutes, sample: ROUND };
export const changesKind: DocumentKind = { ...changes, sample: ROUND };
export const PAPER_KINDS: readonly DocumentKind[] = [reportKind, certificateKind, minutesKind, changesKind];
