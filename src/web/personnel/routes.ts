import { catalogueRoutes } from "./catalogue-routes.ts";
import { workRoutes } from "./routes-work.ts";
import { yearRoutes } from "./year-routes.ts";

export const personnelRoutes = [...catalogueRoutes, ...workRoutes, ...yearRoutes] as const;
