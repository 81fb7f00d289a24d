export { LibraryPage } from "./library-page.tsx";
export { SearchPage } from "./search-page.tsx";
