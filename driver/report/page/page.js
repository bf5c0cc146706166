// The filter box: a finding is shown if it has all the words. "#words" behind
// the page's address fills the box, so that a view can be linked to.
const filter = document.getElementById("filter");
const findings = [...document.querySelectorAll(".finding")];
const groups = [...document.querySelectorAll("section")].reverse();

function show() {
  const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const finding of findings) {
    const text = (finding.textContent + " " + finding.dataset.check).toLowerCase();
    finding.hidden = !words.every((word) => text.includes(word));
    shown += !finding.hidden;
  }
  for (const group of groups)
    group.hidden = !group.querySelector(".finding:not([hidden])");
  document.getElementById("shown").textContent =
    words.length ? `${shown} of ${findings.length} shown` : "";
}

filter.value = decodeURIComponent(location.hash.slice(1));
filter.addEventListener("input", show);
show();
