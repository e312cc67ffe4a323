(seen => {
  let busy = false;
  const look = async () => {
    if (busy || document.hidden) return;
    busy = true;
    try {
      const answer = await fetch(location.pathname, { headers: { "If-None-Match": `"${seen}"` }, redirect: "error" });
      if (answer.status === 200) {
        const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
        seen = answer.headers.get("ETag").slice(1, -1);
        for (const part of document.querySelectorAll("[data-follows]")) {
          const now = fresh.getElementById(part.id);
          if (now && now.innerHTML !== part.innerHTML) part.replaceChildren(...now.childNodes);
        }
      }
    } catch {
      // Without a connection the page stays as it is, and asks again.
    }
    busy = false;
  };
  setInterval(look, 5000);
  document.addEventListener("visibilitychange", look);
})