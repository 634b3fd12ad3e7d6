/** Where scripts run, hide what a page shows without them; show it again if the map fails. */

const { classList } = document.documentElement;
classList.add("pfr-runs");
addEventListener("error", () => classList.remove("pfr-runs"));
