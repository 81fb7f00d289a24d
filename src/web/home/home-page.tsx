import type { ReactNode } from "react";
import { useSession } from "../shell/session.ts";
import { Page } from "../ui/page.tsx";
import { useHomeWords } from "./words.ts";

export function HomePage(): ReactNode {
  const t = useHomeWords();
  const { user } = useSession();
  return (
    <Page title={t("title")} lead={t("greeting", { name: user.name })}>
      {null}
    </Page>
  );
}
