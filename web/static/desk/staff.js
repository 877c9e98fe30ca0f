// Shows staff, and nobody else, the way from a site's page to its desk.

const link = document.querySelector("[data-desk]");

async function showToStaff() {
  const answer = await fetch(link.dataset.desk, { headers: { Accept: "application/json" } });
  const { role } = await answer.json();
  link.hidden = !["editor", "administrator"].includes(role);
}

showToStaff().catch(() => undefined); // in flight mode nobody is staff
