import { getRouteApi, Link, useLocation, useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { type ReactNode, useEffect } from "react";
import { listRegulations, readDocument, type VersionItem } from "../../contract/regulation.ts";
import type { Regulation } from "../../scoring/regulation/schema.ts";
import { usePersonName } from "../shell/names.ts";
import { useAll, useRead } from "../shell/query.ts";
import { hasRole, useSession } from "../shell/session.ts";
import { useFormat } from "../ui/format.ts";
import { Page } from "../ui/page.tsx";
import { Loaded } from "../ui/states.tsx";
import { Contents } from "./contents.tsx";
import { GeneralPart } from "./general-part.tsx";
import { IndexPart } from "./index-part.tsx";
import { GENERAL, isWithin, partOf, passagesOf } from "./passages.ts";
import { ReaderProvider } from "./rule-view.tsx";
import { VersionState } from "./version-state.tsx";
import { useRegulationWords } from "./words.ts";
import "./regulation.css";

const api = getRouteApi("/signed-in/regulations/$versionId");

/** Where an article is applied: asked for by a link from a reason, a notice or a guide. */
function ArticleCard({ versionId, regulation, article }: { readonly versionId: string; readonly regulation: Regulation; readonly article: string }): ReactNode {
  const t = useRegulationWords();
  const found = passagesOf(regulation).filter((one) => isWithin(one.article, article));
  return (
    <section id="article-card" className="card regulation-article" aria-labelledby="article-title">
      <div className="row">
        <h2 id="article-title" className="grow">
          {t("articleTitle", { article })}
        </h2>
        <Link className="no-print" to="/regulations/$versionId" params={{ versionId }} search={({ article: _marked, ...rest }) => rest}>
          {t("articleClose")}
        </Link>
      </div>
      <p>{found.length === 0 ? t("articleNone", { article }) : t("articleCount", { count: found.length, article })}</p>
      <ul>
        {found.map((one) => (
          <li key={one.id}>
            <Link to="/regulations/$versionId" params={{ versionId }} search={{ article, part: one.part }} hash={one.id}>
              {one.title === "" ? t("counting") : one.title}
            </Link>
            {one.text === "" ? null : `: ${one.text}`}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Brings the place of the address, or what is known of the article, before the reader's eyes. */
function useArrival(part: string, article: string | undefined): void {
  const hash = useLocation({ select: (at) => at.hash });
  useEffect(() => {
    const isShown = part !== "";
    const place = !isShown || hash === "" ? null : document.querySelector<HTMLElement>(`#${CSS.escape(hash)}`);
    const found = place ?? (article === undefined ? null : document.querySelector<HTMLElement>("#article-card"));
    found?.scrollIntoView({ block: "start" });
    if (place === null) return undefined;
    place.dataset["arrived"] = "true";
    return () => {
      delete place.dataset["arrived"];
    };
  }, [hash, part, article]);
}

function Text({ versionId, regulation }: { readonly versionId: string; readonly regulation: Regulation }): ReactNode {
  const t = useRegulationWords();
  const search = api.useSearch();
  const part = partOf(regulation, search);
  useArrival(part, search.article);
  const index = regulation.indexes.find((one) => one.code === part);
  return (
    <ReaderProvider value={{ versionId, article: search.article }}>
      <div className="regulation-desk">
        <div className="regulation-side no-print">
          <div className="regulation-wide">
            <Contents versionId={versionId} regulation={regulation} part={part} />
          </div>
          <details className="regulation-narrow card">
            <summary>
              {t("openParts")}: {part === GENERAL ? t("general") : (index?.title ?? "")}
            </summary>
            <Contents versionId={versionId} regulation={regulation} part={part} />
          </details>
        </div>
        <div className="stack" lang="vi">
          {search.article === undefined ? null : <ArticleCard versionId={versionId} regulation={regulation} article={search.article} />}
          {regulation.illustrative === undefined ? null : (
            <p className="regulation-note">
              <strong>{t("illustrative")}.</strong> {regulation.illustrative}
            </p>
          )}
          {index === undefined ? <GeneralPart regulation={regulation} /> : <IndexPart regulation={regulation} index={index} />}
        </div>
      </div>
    </ReaderProvider>
  );
}

function Comparing({ versionId, versions }: { readonly versionId: string; readonly versions: readonly VersionItem[] }): ReactNode {
  const t = useRegulationWords();
  const format = useFormat();
  const navigate = useNavigate();
  const others = versions.filter((one) => one.id !== versionId);
  if (others.length === 0) return null;
  return (
    <select
      className="field-select"
      aria-label={t("compareWith")}
      value=""
      onChange={(event) => {
        void navigate({ to: "/regulations/$versionId/comparison/$otherId", params: { versionId: event.target.value, otherId: versionId } });
      }}
    >
      <option value="">{t("compareWith")}…</option>
      {others.map((one) => (
        <option key={one.id} value={one.id}>
          {one.title} ({format.day(one.importedAt)}, {one.sha256.slice(0, 8)})
        </option>
      ))}
    </select>
  );
}

/** A version of a regulation, to read, to search, to be led to an article of it. */
export function RegulationPage(): ReactNode {
  const t = useRegulationWords();
  const { versionId } = api.useParams();
  const document = useRead(readDocument, { params: { versionId } }, { staleTime: Infinity });
  const versions = useAll(listRegulations, {});
  const nameOf = usePersonName();
  const session = useSession();
  const version = versions.data?.find((one) => one.id === versionId);
  const mayFreeze = version?.frozenAt === null && hasRole(session, "programme-officer");
  return (
    <Page
      title={document.data?.body.document.title ?? t("title")}
      lead={version === undefined ? undefined : <VersionState version={version} nameOf={nameOf} />}
      actions={
        <>
          <Comparing versionId={versionId} versions={versions.data ?? []} />
          <Button
            onClick={() => {
              globalThis.print();
            }}
          >
            {t("print")}
          </Button>
          {mayFreeze ? (
            <Link className="button-primary" to="/regulations/$versionId/freezing" params={{ versionId }}>
              {t("freeze")}
            </Link>
          ) : null}
        </>
      }
    >
      <Loaded query={document} rows={12}>
        {({ body }) => <Text versionId={versionId} regulation={body.document} />}
      </Loaded>
    </Page>
  );
}
