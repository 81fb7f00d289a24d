import { serveThread } from "../platform/index.ts";
import { COMPUTING_JOBS } from "./computing-work.ts";

serveThread(COMPUTING_JOBS);
