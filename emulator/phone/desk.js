import './alone.js';
