import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { readRating } from "../../contract/personnel-year.ts";
import { useRead } from "../shell/query.ts";
import { Page } from "../ui/page.tsx";
import { Loaded } from "../ui/states.tsx";
import { RatingFileView } from "./year-file-view.tsx";
import { useYearWords } from "./year-words.ts";

/** One person's year, as the person, the line above and personnel officers see it. */
export function RatingFilePage(): ReactNode {
  const t = useYearWords();
  const { fileId } = useParams({ from: "/signed-in/ratings/files/$fileId" });
  const query = useRead(readRating, { params: { fileId } });
  const file = query.data?.body;
  return (
    <Page title={file === undefined ? t("ratings") : `${file.name} · ${String(file.year)}`} lead={file === undefined ? undefined : file.title.includes(file.officeName) ? file.title : `${file.title}, ${file.officeName}`} width="text">
      <Loaded query={query}>{({ body }) => <RatingFileView file={body} />}</Loaded>
    </Page>
  );
}
