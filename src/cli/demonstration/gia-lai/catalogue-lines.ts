/** The work of the demonstration's catalogue; invented, and no authority's list. The standard unit is the first line. */

export type Line = readonly [name: string, output: string, unitOfMeasure: string, group: number, points: number];

export const STANDARD_NAME = "Soạn thảo văn bản hành chính đơn giản";
export const STANDARD_POINTS = "5.00";

/** Everybody's. */
export const COMMON: readonly Line[] = [
  [STANDARD_NAME, "Văn bản hành chính", "văn bản", 1, 5],
  ["Vào sổ và chuyển văn bản đến", "Văn bản đã chuyển xử lý", "văn bản", 1, 2],
  ["Phát hành văn bản đi", "Văn bản đã phát hành", "văn bản", 1, 3],
  ["Lập hồ sơ công việc và nộp lưu", "Hồ sơ lưu trữ", "hồ sơ", 1, 8],
  ["Cập nhật số liệu trên phần mềm dùng chung", "Số liệu đã cập nhật", "lần", 1, 6],
  ["Ghi biên bản cuộc họp", "Biên bản cuộc họp", "biên bản", 1, 10],
  ["Soạn công văn xin ý kiến các cơ quan", "Công văn", "văn bản", 2, 20],
  ["Soạn công văn hướng dẫn nghiệp vụ", "Công văn hướng dẫn", "văn bản", 2, 40],
  ["Góp ý dự thảo văn bản của cơ quan khác", "Văn bản góp ý", "văn bản", 2, 30],
  ["Báo cáo nhanh theo yêu cầu", "Báo cáo", "báo cáo", 2, 25],
  ["Báo cáo tháng của lĩnh vực được giao", "Báo cáo tháng", "báo cáo", 2, 45],
  ["Thông báo kết luận cuộc họp", "Thông báo", "văn bản", 2, 25],
  ["Tiếp công dân theo lịch phân công", "Sổ tiếp công dân", "buổi", 2, 30],
  ["Xử lý đơn, thư, phản ánh thông thường", "Văn bản trả lời", "đơn", 2, 40],
  ["Chuẩn bị tài liệu một cuộc họp của lãnh đạo", "Bộ tài liệu họp", "bộ", 2, 35],
  ["Báo cáo quý, 6 tháng, năm của lĩnh vực được giao", "Báo cáo định kỳ", "báo cáo", 3, 60],
  ["Kế hoạch công tác năm của phòng", "Kế hoạch", "kế hoạch", 3, 70],
  ["Kế hoạch triển khai một chương trình của cấp trên", "Kế hoạch", "kế hoạch", 3, 75],
  ["Báo cáo chuyên đề", "Báo cáo chuyên đề", "báo cáo", 3, 80],
  ["Tham mưu quyết định cá biệt", "Dự thảo quyết định", "văn bản", 2, 45],
  ["Chỉ đạo, phân công công việc tháng của phòng", "Bảng phân công", "tháng", 3, 60],
  ["Rà soát chất lượng dự thảo trước khi trình ký", "Phiếu rà soát", "phiếu", 2, 15],
  ["Dự thảo nghị quyết của Hội đồng nhân dân", "Hồ sơ dự thảo nghị quyết", "hồ sơ", 4, 150],
  ["Dự thảo quyết định quy phạm pháp luật", "Hồ sơ dự thảo quyết định", "hồ sơ", 4, 130],
];

/** By the unit whose own work it is. */
export const OWN: Readonly<Record<string, readonly Line[]>> = {
  SNV: [
    ["Thẩm định đề án vị trí việc làm của một cơ quan", "Báo cáo thẩm định", "đề án", 4, 120],
    ["Thẩm định hồ sơ tuyển dụng, tiếp nhận công chức", "Phiếu thẩm định", "hồ sơ", 2, 35],
    ["Kiểm tra cải cách hành chính tại một đơn vị", "Thông báo kết quả kiểm tra", "cuộc", 3, 85],
    ["Tổng hợp kết quả chấm điểm cải cách hành chính", "Bảng tổng hợp", "đợt", 3, 95],
    ["Cấp giấy phép lao động cho người nước ngoài", "Giấy phép lao động", "giấy phép", 2, 20],
    ["Thẩm định hồ sơ khen thưởng", "Tờ trình khen thưởng", "hồ sơ", 2, 25],
  ],
  STC: [
    ["Lập dự toán thu, chi ngân sách tỉnh hằng năm", "Dự toán ngân sách", "dự toán", 4, 180],
    ["Thẩm tra quyết toán năm của một đơn vị dự toán", "Biên bản thẩm tra", "đơn vị", 3, 75],
    ["Thẩm định chủ trương đầu tư một dự án nhóm C", "Báo cáo thẩm định", "dự án", 3, 90],
    ["Nhập lệnh chi tiền vào hệ thống kho bạc", "Lệnh chi tiền", "lệnh", 1, 5],
    ["Báo cáo giải ngân vốn đầu tư công tháng", "Báo cáo giải ngân", "báo cáo", 2, 50],
    ["Cấp giấy chứng nhận đăng ký doanh nghiệp", "Giấy chứng nhận", "hồ sơ", 2, 15],
  ],
  SKHCN: [
    ["Thẩm định thiết kế một hệ thống thông tin", "Báo cáo thẩm định", "hệ thống", 3, 100],
    ["Xử lý một sự cố an toàn thông tin", "Báo cáo xử lý sự cố", "sự cố", 3, 65],
    ["Nghiệm thu một nhiệm vụ khoa học cấp tỉnh", "Biên bản nghiệm thu", "nhiệm vụ", 4, 110],
    ["Hướng dẫn kết nối trục liên thông cho một đơn vị", "Biên bản kết nối", "đơn vị", 2, 45],
  ],
  WARD: [
    ["Tiếp nhận và trả kết quả hồ sơ tại một cửa", "Hồ sơ đã trả kết quả", "hồ sơ", 1, 4],
    ["Chứng thực bản sao, chữ ký", "Bản chứng thực", "hồ sơ", 1, 3],
    ["Đăng ký khai sinh", "Giấy khai sinh", "hồ sơ", 1, 8],
    ["Xác nhận tình trạng hôn nhân", "Giấy xác nhận", "hồ sơ", 2, 12],
    ["Kiểm tra trật tự xây dựng một tuyến đường", "Biên bản kiểm tra", "cuộc", 2, 40],
    ["Rà soát hộ nghèo của một tổ dân phố", "Danh sách rà soát", "tổ", 3, 60],
    ["Tổ chức một hoạt động văn hóa, thể thao của phường", "Báo cáo kết quả", "hoạt động", 3, 70],
    ["Hòa giải một tranh chấp đất đai", "Biên bản hòa giải", "vụ", 3, 80],
  ],
};

/** New work in mid-year, which the Finance department has sent. */
export const NEW_WORK: readonly Line[] = [
  ["Giám sát đánh giá đầu tư một dự án", "Báo cáo giám sát", "dự án", 3, 85],
  ["Trả lời kiến nghị của doanh nghiệp qua đường dây nóng", "Văn bản trả lời", "kiến nghị", 2, 30],
];

/** What the ward has begun to write down: as first drafts are. */
export const FIRST_DRAFT: readonly (readonly [name: string, output: string, group: number | null, points: number | null])[] = [
  ["Trả lời kiến nghị của doanh nghiệp qua đường dây nóng phường", "Văn bản trả lời", 3, 60],
  ["Tra loi kien nghi doanh nghiep qua duong day nong phuong", "Văn bản", 2, 30],
  ["Xây dựng kế hoạch, tổ chức hội nghị và báo cáo kết quả hội nghị", "Kế hoạch, giấy mời, báo cáo", 3, 90],
  ["Quản lý nhóm trao đổi công việc của tổ dân phố", "", 1, 4],
  ["Trực đường dây nóng ngoài giờ", "Nhật ký trực", 2, 90],
];
