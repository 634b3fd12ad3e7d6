"use strict";(()=>{var{classList:e}=document.documentElement;e.add("pfr-runs");addEventListener("error",()=>e.remove("pfr-runs"));})();
