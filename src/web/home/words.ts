import { defineWords } from "../ui/language.ts";

export const useHomeWords = defineWords("home", {
  vi: { title: "Việc của tôi", greeting: "Chào {{name}}." },
  en: { title: "My work", greeting: "Welcome, {{name}}." },
});
