import { defineWords } from "../ui/language.ts";

export const useLevelWords = defineWords("personnel-levels", {
  vi: { "level.excellent": "Hoàn thành xuất sắc", "level.good": "Hoàn thành tốt", "level.completed": "Hoàn thành", "level.failed": "Không hoàn thành" },
  en: { "level.excellent": "Excellent", "level.good": "Good", "level.completed": "Completed", "level.failed": "Failed" },
});
