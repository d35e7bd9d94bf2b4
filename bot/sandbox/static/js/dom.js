// Preact and htm, in one place.
export {
  h, html, render, createContext,
  useContext, useEffect, useLayoutEffect, useMemo, useRef, useState,
} from "/static/vendor/htm-preact-standalone.module.js";
