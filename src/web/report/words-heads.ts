/** What heads of a column say that names units, in small letters, in tables of other systems. */
export const UNIT_HEADS: readonly string[] = ["mã đơn vị", "mã cơ quan", "mã", "tên đơn vị", "đơn vị", "cơ quan, đơn vị", "cơ quan"];
