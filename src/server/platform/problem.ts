
export type Bilingual = { readonly vi: string; readonly en: string };
/** A field that is wrong, as RFC 6901 pointer, with what was expected. */
export type FieldProblem = { readonly pointer: string; readonly message: string | Bilingual; readonly expected?: string };

/** Every kind of refusal once: its status and its words. `type` is `/problems/KEY`, a page that explains it. */
export const PROBLEMS = {
  "invalid-input": { status: 422, title: { vi: "Dữ liệu chưa hợp lệ", en: "The input is not valid" } },
  "not-signed-in": { status: 401, title: { vi: "Chưa đăng nhập", en: "Not signed in" } },
  "wrong-credentials": { status: 401, title: { vi: "Tên đăng nhập hoặc mật khẩu không đúng", en: "The user name or password is wrong" } },
  "otp-required": { status: 401, title: { vi: "Cần mã xác thực thứ hai", en: "A second factor is needed" } },
  "sign-in-refused": { status: 401, title: { vi: "Không đăng nhập được", en: "Signing in was refused" } },
  "not-allowed": { status: 403, title: { vi: "Không có quyền thực hiện", en: "Not allowed" } },
  "foreign-origin": { status: 403, title: { vi: "Yêu cầu từ trang khác bị từ chối", en: "Requests from another site are refused" } },
  "not-found": { status: 404, title: { vi: "Không tìm thấy", en: "Not found" } },
  "method-not-allowed": { status: 405, title: { vi: "Phương thức không dùng được ở đây", en: "The method is not allowed here" } },
  conflict: { status: 409, title: { vi: "Không thực hiện được ở trạng thái hiện tại", en: "Not possible in the present state" } },
  stale: { status: 412, title: { vi: "Đã có thay đổi từ người khác", en: "Somebody else has changed this" } },
  "too-large": { status: 413, title: { vi: "Nội dung gửi lên quá lớn", en: "The content is too large" } },
  "unsupported-content": { status: 415, title: { vi: "Kiểu nội dung không được hỗ trợ", en: "The content type is not supported" } },
  locked: { status: 423, title: { vi: "Đang có nơi khác ghi vào đây", en: "Somebody else is writing here" } },
  "insufficient-storage": { status: 507, title: { vi: "Không đủ chỗ lưu", en: "There is not enough room to store this" } },
  "range-not-satisfiable": { status: 416, title: { vi: "Không có phần được yêu cầu", en: "There is no such part" } },
  "malformed": { status: 400, title: { vi: "Yêu cầu không đọc được", en: "The request cannot be read" } },
  "timed-out": { status: 408, title: { vi: "Yêu cầu gửi quá lâu", en: "The request took too long to arrive" } },
  "headers-too-large": { status: 431, title: { vi: "Phần đầu của yêu cầu quá dài", en: "The head of the request is too long" } },
  "if-match-required": { status: 428, title: { vi: "Cần ghi If-Match", en: "If-Match is required" } },
  "too-many-attempts": { status: 429, title: { vi: "Thử quá nhiều lần", en: "Too many attempts" } },
  "internal": { status: 500, title: { vi: "Lỗi của hệ thống", en: "The system has failed" } },
  "not-confirmed": { status: 503, title: { vi: "Chưa xác nhận được là đã lưu", en: "Saving could not be confirmed" } },
  "clock-skew": { status: 503, title: { vi: "Đồng hồ máy chủ bị lệch", en: "The server's clock is off" } },
  unavailable: { status: 503, title: { vi: "Hệ thống đang bận", en: "The system is busy" } },
} as const satisfies Readonly<Record<string, { status: number; title: Bilingual }>>;

export type ProblemKey = keyof typeof PROBLEMS;

/** A refusal that a route or rule decides; the HTTP edge renders it (RFC 9457). */
export class Problem extends Error {
  readonly key: ProblemKey;
  readonly detail: Bilingual | undefined;
  readonly fields: readonly FieldProblem[];
  readonly extra: Readonly<Record<string, unknown>>;
  constructor(key: ProblemKey, more: { detail?: Bilingual; fields?: readonly FieldProblem[]; extra?: Readonly<Record<string, unknown>> } = {}) {
    super(more.detail?.en ?? PROBLEMS[key].title.en);
    this.name = "Problem";
    this.key = key;
    this.detail = more.detail;
    this.fields = more.fields ?? [];
    this.extra = more.extra ?? {};
  }
}

const inWords = ({ message, ...field }: FieldProblem, language: "vi" | "en") => ({ ...field, message: typeof message === "string" ? message : message[language] });

/** The body of a refusal in the reader's language. */
export function problemBody(problem: Problem, language: "vi" | "en", instance: string): Record<string, unknown> {
  const { status, title } = PROBLEMS[problem.key];
  return {
    type: `/problems/${problem.key}`,
    title: title[language],
    status,
    ...(problem.detail === undefined ? {} : { detail: problem.detail[language] }),
    instance,
    ...(problem.fields.length === 0 ? {} : { errors: problem.fields.map((one) => inWords(one, language)) }),
    ...problem.extra,
  };
}

/** The page behind a problem's `type`: what it means, in both languages. */
export function problemPage(key: string): string | undefined {
  const found = Object.entries(PROBLEMS).find(([name]) => name === key)?.[1];
  if (found === undefined) return undefined;
  return `<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${found.title.vi}</title><h1>${found.title.vi}</h1><p lang="en">${found.title.en}</p><p>HTTP ${String(found.status)}</p></html>`;
}
