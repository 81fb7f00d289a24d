/**
 * The first parts of the addresses of the staff's application ("" is the first page): to these the server answers with
 * the application itself, which finds the page; every other unknown address is not found.
 */
export const PAGES = ["", "sign-in", "password", "notifications", "settings", "help", "campaigns", "plan", "reports", "feedback", "work", "catalogues", "ratings", "regulations", "document-templates", "units", "people", "accounts", "keys", "audit", "evidence"] as const;

/** The addresses of the public pages, each also under `/en`: the server makes them, and no page of the application bears one. */
export const PUBLIC_PAGES = ["/ket-qua", "/ket-qua/*", "/phuong-phap", "/phuong-phap/*", "/kiem-chung", "/gop-y", "/gop-y/theo-doi"] as const;
