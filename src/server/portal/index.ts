export { makeSite, type Wiring } from "./site.ts";
