import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { useUnitName } from "../../shell/names.ts";
import { hasRole, useSession } from "../../shell/session.ts";
import { Period } from "../period.tsx";
import type { Person, Post } from "../types.ts";
import { useOrganisationWords } from "../words.ts";
import { EndPost, GivePost } from "./forms.tsx";

type Doing = { readonly what: "give" } | { readonly what: "end"; readonly post: Post } | undefined;

type PostsProps = { readonly person: Person; readonly mayChange: boolean; readonly onEnd: (post: Post) => void };

function Posts({ person, mayChange, onEnd }: PostsProps): ReactNode {
  const t = useOrganisationWords();
  const unitName = useUnitName();
  if (person.posts.length === 0) return <p className="muted">{t("noPosts")}</p>;
  const posts = person.posts.toSorted((a, b) => (a.from < b.from ? 1 : -1));
  return (
    <ul className="organisation-posts">
      {posts.map((post) => (
        <li key={post.id} className={post.to === null ? "organisation-post" : "organisation-post organisation-past"}>
          <span>
            {post.title} ({t(`kind.${post.kind}`)}),{" "}
            <Link to="/units/$unitId" params={{ unitId: post.unit }}>
              {unitName(post.unit)}
            </Link>
          </span>
          <Period from={post.from} to={post.to} />
          {mayChange && post.to === null ? (
            <Button
              size="small"
              aria-label={t("endPostOf", { name: person.name, title: post.title })}
              onClick={() => {
                onEnd(post);
              }}
            >
              {t("endPost")}
            </Button>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

/** Somebody with the posts that they have and had, and what may be done about them. */
export function PersonItem({ person }: { readonly person: Person }): ReactNode {
  const t = useOrganisationWords();
  const session = useSession();
  const [doing, setDoing] = useState<Doing>();
  const mayChange = hasRole(session, "administrator", "programme-officer");
  const done = (): void => {
    setDoing(undefined);
  };
  return (
    <li className="organisation-person stack">
      <div className="row">
        <strong className="grow">{person.name}</strong>
        {mayChange ? (
          <Button
            size="small"
            aria-label={t("givePostTo", { name: person.name })}
            onClick={() => {
              setDoing({ what: "give" });
            }}
          >
            {t("givePost")}
          </Button>
        ) : null}
        {hasRole(session, "administrator") ? (
          <Link to="/accounts/new" search={{ person: person.id }} className="small">
            {t("createAccount")}
          </Link>
        ) : null}
      </div>
      <Posts
        person={person}
        mayChange={mayChange}
        onEnd={(post) => {
          setDoing({ what: "end", post });
        }}
      />
      {doing === undefined ? null : doing.what === "give" ? <GivePost person={person} onDone={done} /> : <EndPost key={doing.post.id} person={person} post={doing.post} onDone={done} />}
    </li>
  );
}
