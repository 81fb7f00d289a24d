export { MarksPage } from "./marks-page.tsx";
