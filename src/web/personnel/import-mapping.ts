import { TASK_FIELDS, type Mapping, type TaskField } from "../../contract/personnel-import.ts";

/** Which column of an export means what: a first guess by its name, and whether enough is said. */

export const NEEDED: readonly TaskField[] = ["id", "personId", "product", "quantity", "assignedOn", "due"];

export const isWhole = (columns: Mapping["columns"]): boolean => NEEDED.every((field) => columns[field] !== undefined);

export function formatOf(name: string): "csv" | "xlsx" | "json" | undefined {
  const end = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
  return end === "csv" || end === "xlsx" || end === "json" ? end : undefined;
}

const plain = (text: string): string => text.normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll(/[\u0111\u0110]/g, "d").toLowerCase().replaceAll(/[^a-z0-9]+/g, " ").trim();

/** Names by which task systems here call these columns, without diacritics. */
const NAMES: Readonly<Record<TaskField, readonly string[]>> = {
  id: ["id", "ma viec", "ma nhiem vu", "ma cong viec", "so hieu"],
  personId: ["personid", "nguoi thuc hien", "ma nguoi", "ma can bo", "nguoi xu ly", "nguoi", "ho ten", "ho va ten", "cong chuc"],
  product: ["product", "ma san pham", "san pham", "ma danh muc", "viec"],
  quantity: ["quantity", "so luong", "so luong giao"],
  assignedOn: ["assignedon", "ngay giao", "giao"],
  due: ["due", "han", "han xu ly", "han hoan thanh", "ngay den han"],
  done: ["done", "da lam", "so luong hoan thanh"],
  doneOn: ["doneon", "ngay hoan thanh", "ngay xong"],
  output: ["output", "ket qua", "san pham dau ra"],
  reference: ["reference", "van ban", "so van ban", "so ky hieu"],
  isUnplanned: ["isunplanned", "dot xuat", "ngoai ke hoach"],
  accepted: ["accepted", "nghiem thu", "so luong nghiem thu"],
  qualityFailures: ["qualityfailures", "lan chua dat", "so lan chua dat"],
  delays: ["delays", "lan cham", "so lan cham"],
  acceptedBy: ["acceptedby", "nguoi nghiem thu"],
};

export function guessed(columns: readonly string[]): Mapping["columns"] {
  const found = TASK_FIELDS.flatMap((field): [TaskField, string][] => {
    const column = columns.find((one) => NAMES[field].includes(plain(one)));
    return column === undefined ? [] : [[field, column]];
  });
  return Object.fromEntries(found);
}
