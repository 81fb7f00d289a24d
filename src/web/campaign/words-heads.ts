/** What heads say in tables of those who measure; they are Vietnamese wherever the reader is. */

export const UNIT_HEADS = ["mã đơn vị", "mã", "cơ quan, đơn vị", "tên đơn vị", "đơn vị", "cơ quan", "xã, phường"];
export const VALUE_HEADS: Readonly<Record<string, readonly string[]>> = { score: ["điểm", "chỉ số", "kết quả", "tổng điểm"], mean: ["trung bình", "điểm"], numerator: ["tử số", "số đạt"], denominator: ["mẫu số", "tổng số"], points: ["điểm"], count: [] };
