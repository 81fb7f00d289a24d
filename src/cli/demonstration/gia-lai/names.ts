import { randomFrom } from "../../../scoring/example/random.ts";

/** Names of people who do not exist; each says so. */

const FAMILY = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Rơ Châm", "Siu", "Ksor", "Rmah"];
const MIDDLE = ["Văn", "Thị", "Minh", "Thanh", "Ngọc", "Hữu", "Thu", "Quốc", "Đức", "Kim"];
const GIVEN = ["An", "Bình", "Châu", "Dung", "Giang", "Hà", "Hải", "Hiền", "Hoa", "Hùng", "Khánh", "Lan", "Linh", "Long", "Mai", "Nam", "Nga", "Phong", "Phúc", "Quang", "Sơn", "Tâm", "Thảo", "Trang", "Tuấn", "Vân", "Việt", "Yến"];

/** A name after the other, the same for the same seed. */
export function inventedNames(seed: number): () => string {
  const random = randomFrom(seed);
  const one = (from: readonly string[]): string => from[random.between(0, from.length - 1)] ?? "";
  return () => `${one(FAMILY)} ${one(MIDDLE)} ${one(GIVEN)} (minh họa)`;
}
