export { type Actor, actorOf, type AuditEntry, type Call, type Change, command, type Endpoint, query, type Reply } from "./call.ts";
export { type Config, readConfig, StartFailure } from "./config.ts";
export { APP_ROLE, type Database, openDatabase, type Transaction } from "./database.ts";
export { type Cluster, clusterFolder, openCluster } from "./embedded.ts";
export { buildHttp, type House, SESSION_COOKIE } from "./http.ts";
export { openSecretKey } from "./keys.ts";
export { migrate } from "./migrate.ts";
export { pageFrom, unknownCursor } from "./paging.ts";
export { type Bilingual, type FieldProblem, Problem } from "./problem.ts";
