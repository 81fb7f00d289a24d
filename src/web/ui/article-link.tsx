import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useUiWords } from "./words.ts";

/** The number of an article, which leads to what the regulation says there. */
export function ArticleLink({ versionId, article }: { readonly versionId: string; readonly article: string }): ReactNode {
  const t = useUiWords();
  return (
    <Link to="/regulations/$versionId" params={{ versionId }} search={{ article }} className="article" title={t("article", { article })}>
      {article}
    </Link>
  );
}
