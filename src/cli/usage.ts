/** Wrong usage: the words say what was wrong; ends the program with 2 and the help. */
export class Usage extends Error {
  readonly vi: string;
  constructor(vi: string, en: string) {
    super(en);
    this.name = "Usage";
    this.vi = vi;
  }
}

export const HELP = {
  vi: `Công Tâm: đo lường chất lượng hoạt động của cơ quan nhà nước.

  congtam demo                                 đánh giá minh họa 128 cơ quan, đơn vị tỉnh Đắk Lắk, in bảng xếp hạng
  congtam regulation list                      các quy định có sẵn
  congtam regulation show ID|TỆP [--json|--canonical]
  congtam regulation check ID|TỆP              kiểm tra quy định; mỗi lỗi một dòng, mã thoát 1
  congtam regulation from-xlsx TỆP.xlsx [--index MÃ] [--sheet TRANG]
                                               đọc bộ tiêu chí dạng Excel, in tệp Chỉ số (YAML); dòng nghi vấn in ở stderr
  congtam evaluate --input TỆP [--regulation ID|TỆP] [--pretty]
                                               TỆP là JSON, hoặc Excel (.xlsx) như --xlsx ghi ra
                   [--xlsx TỆP.xlsx]           ghi bảng tính có công thức tính lại thay cho JSON
                   [--table]                   in bảng xếp hạng thay cho JSON
                   [--explain MÃ-ĐƠN-VỊ]       in diễn giải của một đơn vị thay cho JSON
  congtam example ID|TỆP [--seed N] [--pretty] dữ liệu minh họa cho mọi đơn vị của quy định
  congtam serve                                chạy máy chủ (cấu hình bằng biến môi trường, xem docs/operations.md)
  congtam verify [--database URL] [--heads TỆP] [--key TỆP]
                                               kiểm tra sổ kiểm toán; mã thoát 1 nếu sổ bị sửa
                 [--witness URL|THƯ-MỤC]       đối chiếu thêm với đầu chuỗi mà nhân chứng giữ
                 [--copy TỆP]                  đối chiếu thêm với bản sao của sổ
  congtam ledger export [--since SỐ]           in các bản ghi của sổ sau bản ghi SỐ, mỗi bản ghi một dòng JSON
  congtam add-administrator TÊN-ĐĂNG-NHẬP --name "HỌ TÊN"
                                               tạo quản trị viên đầu tiên khi chưa có ai; in mã đặt mật khẩu dùng một lần
  congtam backup THƯ-MỤC                       sao lưu cơ sở dữ liệu riêng của chương trình trong khi máy chủ chạy
  congtam rotate-key ledger|second-factor      đổi khóa ký sổ kiểm toán, hoặc khóa của mã xác thực thứ hai

  --input -  đọc từ đầu vào chuẩn;  --lang en  báo lỗi bằng tiếng Anh.
  Mã thoát: 0 xong; 1 dữ liệu trái quy định; 2 dùng sai lệnh hoặc tệp không đọc được.
`,
  en: `Công Tâm measures how well public bodies work.

  congtam demo                                 evaluates 128 illustrative units of Đắk Lắk and prints the rankings
  congtam regulation list                      the built-in regulations
  congtam regulation show ID|FILE [--json|--canonical]
  congtam regulation check ID|FILE             lints a regulation; one line per fault, exit 1
  congtam regulation from-xlsx FILE.xlsx [--index CODE] [--sheet NAME]
                                               reads an index set from Excel, prints it as YAML; doubtful rows on stderr
  congtam evaluate --input FILE [--regulation ID|FILE] [--pretty]
                                               FILE is JSON, or a workbook (.xlsx) such as --xlsx writes
                   [--xlsx FILE.xlsx]          writes a workbook with live formulas instead of JSON
                   [--table]                   prints the rankings instead of JSON
                   [--explain UNIT]            prints one unit's derivation instead of JSON
  congtam example ID|FILE [--seed N] [--pretty] an illustrative case for all units of a regulation
  congtam serve                                runs the server (configured by the environment, see docs/operations.md)
  congtam verify [--database URL] [--heads FILE] [--key FILE]
                                               checks the audit ledger; exit 1 if it was tampered with
                 [--witness URL|FOLDER]        compares it with the heads that a witness holds as well
                 [--copy FILE]                 compares it with a copy of the ledger as well
  congtam ledger export [--since SEQ]          prints the ledger's entries after SEQ, one JSON object a line
  congtam add-administrator USERNAME --name "NAME"
                                               makes the first administrator while there is none; prints a one-time link token
  congtam backup FOLDER                        a base backup of the program's own database while the server runs
  congtam rotate-key ledger|second-factor      replaces the key that signs the ledger, or that of second factors

  --input -  reads standard input;  --lang en  reports in English.
  Exit status: 0 done; 1 the input breaks the regulation; 2 wrong usage or unreadable file.
`,
} as const;
