// Where the data come from: vnplan on this machine, or what an exported page carries with it.

export class Refusal extends Error {
  constructor(status, body) {
    super(body.fact ?? "");
    this.status = status;
    this.kind = body.error ?? "";
    this.hint = body.hint ?? "";
  }
}

// Answers of vnplan. Status 0 of a Refusal: it does not answer at all.
export function liveSource(token) {
  async function request(path, body) {
    const options = { headers: { "x-vnplan-token": token } };
    if (body !== undefined) {
      options.method = "POST";
      options.body = JSON.stringify(body);
    }
    let response;
    try {
      response = await fetch(path, options);
    } catch {
      throw new Refusal(0, { fact: "no answer" });
    }
    if (!response.ok) throw new Refusal(response.status, await response.json().catch(() => ({})));
    return response;
  }
  const json = async (path, body) => (await request(path, body)).json();
  return {
    session: () => json("/api/session"),
    files: (start, search) => json(`/api/files?start=${start}&search=${encodeURIComponent(search)}`),
    next: (after) => json(`/api/next?after=${after}`),
    file: (id) => json(`/api/files/${id}`),
    version: (id) => json(`/api/files/${id}/version`),
    say: (id, said) => json(`/api/files/${id}/corrections`, said),
    undo: (id, version) => json(`/api/files/${id}/undo`, { version }),
    drop: (id, version, index) => json(`/api/files/${id}/drop`, { version, index }),
    page: (id, page) => json(`/api/files/${id}/pages/${page}`),
    image: async (id, page) =>
      URL.createObjectURL(await (await request(`/api/files/${id}/pages/${page}/image`)).blob()),
    report: () => json("/api/report", {}),
  };
}

// The same for a page that was exported: one file, nothing can be changed.
export function keptSource(kept) {
  const none = async () => {
    throw new Refusal(422, { fact: "there is no such file" });
  };
  return {
    session: async () => kept.session,
    files: async () => ({ total: 1, start: 0, files: [kept.row] }),
    next: async () => ({ id: null }),
    file: async () => kept.file,
    version: async () => ({ version: kept.file.version }),
    say: none,
    undo: none,
    drop: none,
    page: async (_id, page) => kept.pages[page] ?? none(),
    image: async (_id, page) => kept.images[page] ?? none(),
    report: none,
  };
}
