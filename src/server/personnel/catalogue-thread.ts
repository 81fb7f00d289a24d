import { serveThread } from "../platform/index.ts";
import { CATALOGUE_JOBS } from "./catalogue-work.ts";

serveThread(CATALOGUE_JOBS);
