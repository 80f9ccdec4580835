"""The style sheet: constant text, no value of the data ever enters it."""

from typing import Final

STYLE: Final = """
:root{--quiet:light-dark(#56626B,#A7B3BB);--line:light-dark(#DCDFDD,#38434A);
--paper:light-dark(#F4F4F2,#1E252A);--ink:light-dark(#1A2126,#E8ECEE);
--alarm:light-dark(#A3001A,#FF8A93);--alarm-paper:light-dark(#FBEDEE,#3A1D21);
--warn:light-dark(#7A4A00,#F0BE6A);--warn-paper:light-dark(#FBF3E4,#352A17);
--good:light-dark(#17643A,#7BD3A0);--accent:light-dark(#0B5C7A,#5BB4D6)}
[data-testid="stHeader"]{height:0;min-height:0;background:transparent}
[data-testid="stMainBlockContainer"]{padding:.35rem 1.25rem .5rem;max-width:none}
[data-testid="stElementToolbar"]{display:none}
[data-testid="stVerticalBlock"]{gap:.45rem}
[data-testid="InputInstructions"]{display:none}
/* What an answer replaces stays as it is until then: fading it paints the page over and over. */
[data-testid="stElementContainer"]{opacity:1!important;transition:none!important}
[data-testid="stExpander"] details{transition:none!important}
.st-key-header{border-bottom:1px solid var(--line);padding-bottom:.2rem}
.vid-brand{font-weight:700;font-size:1.12rem;letter-spacing:.01em;white-space:nowrap}
.vid-brand small{font-weight:400;color:var(--quiet);font-size:.86rem;margin-left:.6rem}
.vid-answer{font-size:1.3rem;line-height:1.28;font-weight:600;text-wrap:pretty;margin:.1rem 0 0}
.vid-note{color:var(--quiet);font-size:.87rem;line-height:1.35}
.vid-note b{color:var(--ink)}
.st-key-certainty{gap:.6rem}.st-key-certainty button{min-height:24px;padding:0 .3rem}
.vid-good{color:var(--good);font-weight:600}.vid-warn{color:var(--warn);font-weight:600}
.vid-alarm{color:var(--alarm);font-weight:600}
.vid-stale{background:var(--warn-paper);color:var(--warn);border-left:4px solid currentColor;
padding:.4rem .7rem;border-radius:4px;font-weight:600;font-size:.92rem}
.vid-faults{background:var(--alarm-paper);border-left:4px solid var(--alarm);border-radius:4px;
padding:.5rem .8rem;max-height:13rem;overflow:auto;font-size:.92rem}
.vid-faults b{color:var(--alarm)}.vid-faults ul{margin:.25rem 0 0;padding-left:1.2rem}
.vid-faults li{margin:.12rem 0;overflow-wrap:anywhere}
.vid-faults li.vid-note{list-style:none;margin-left:-1.2rem}

.vid-figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(124px,1fr));gap:.45rem}
.vid-figure{background:var(--paper);border-radius:6px;padding:.22rem .6rem .34rem;min-width:0}
.vid-figure .k{display:flex;align-items:center;gap:.35rem;font-size:.8rem;color:var(--quiet)}
.vid-figure .k span:last-child{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.vid-figure .v{font-size:1.24rem;font-weight:700;line-height:1.2;white-space:nowrap;display:flex;
align-items:baseline;gap:.4rem}
.vid-figure .n{font-size:.76rem;font-weight:400;color:var(--quiet);flex:1;min-width:0;overflow:hidden;
text-overflow:ellipsis}
.vid-meter{height:4px;border-radius:2px;background:var(--line);margin-top:.25rem;overflow:hidden}
.vid-meter div{height:100%}
.vid-dot{display:inline-block;width:.72rem;height:.72rem;border-radius:2px;flex:none}

.vid-losses{display:grid;grid-template-columns:1fr 1fr;gap:.45rem}
.vid-losses.none-clearing{grid-template-columns:auto 1fr}
.vid-losses.none-decay{grid-template-columns:1fr auto}
.vid-loss{border-radius:6px;padding:.25rem .65rem;font-size:.8rem;line-height:1.42;
max-height:2.8rem;overflow:auto}
.vid-loss.none,.vid-loss.none b{background:var(--paper);color:var(--quiet)}
.vid-loss.clearing{background:var(--alarm-paper)}.vid-loss.clearing b{color:var(--alarm)}
.vid-loss.decay{background:var(--warn-paper)}.vid-loss.decay b{color:var(--warn)}
.vid-loss .pts{color:var(--quiet);white-space:nowrap}

.vid-share{display:flex;align-items:baseline;gap:.4rem;font-size:.95rem;line-height:1.2}
.vid-share .vid-dot{align-self:center}
.vid-share b{white-space:nowrap}
.vid-share .dir{color:var(--quiet);font-size:.76rem;flex:1;min-width:0;overflow:hidden;
text-overflow:ellipsis;white-space:nowrap}
.vid-share .num{font-weight:700;font-variant-numeric:tabular-nums;white-space:nowrap}
.vid-share .was{font-size:.76rem;color:var(--quiet);white-space:nowrap}
.vid-strip{display:flex;height:8px;border-radius:4px;overflow:hidden;gap:1px}
.vid-strip div{height:100%}

.vid-h{font-size:.95rem;font-weight:700;padding:.3rem 0 .15rem;display:flex;justify-content:space-between}
.vid-h .c{font-weight:400;color:var(--quiet)}
.vid-name{font-weight:600;line-height:1.25;overflow-wrap:anywhere}
.vid-course,.vid-why{font-size:.85rem;color:var(--quiet);line-height:1.35}
.vid-course .w{color:var(--ink);white-space:nowrap}
.vid-tag{font-size:.76rem;color:var(--quiet);border:1px solid var(--line);border-radius:3px;
padding:0 .25rem;margin-left:.35rem;font-weight:400;white-space:nowrap}
.vid-tag.new{color:light-dark(#B0005A,#FF8CC3);border-color:currentColor}
.vid-money{text-align:right;font-variant-numeric:tabular-nums;line-height:1.25}
.vid-money small{color:var(--quiet);font-size:.76rem}
.vid-empty{color:var(--quiet);padding:.6rem .15rem}

.sym{display:inline-block;width:.8rem;height:.8rem;margin-right:.28rem;vertical-align:-.06rem}
.sym-stabilise{background:light-dark(#DD6611,#FBD826);clip-path:polygon(50% 4%,100% 96%,0 96%)}
.sym-conserve,.sym-restore{background:light-dark(#004466,#ACA6CD);border-radius:50%}
.sym-repair{background:light-dark(#339988,#6ABF93);transform:scale(.88)}
.sym-adapt{background:light-dark(#AA55EE,#7B54F2);clip-path:polygon(50% 0,100% 50%,50% 100%,0 50%)}
.sym-rebuild{background:light-dark(#553300,#6E7D00);
clip-path:polygon(50% 0,100% 38%,81% 100%,19% 100%,0 38%)}
.sym-build{background:light-dark(#000,#FFF);clip-path:polygon(33% 0,67% 0,67% 33%,100% 33%,100% 67%,
67% 67%,67% 100%,33% 100%,33% 67%,0 67%,0 33%,33% 33%)}
.sym-clear{background:light-dark(#9B4C5A,#936479);clip-path:polygon(20% 0,50% 30%,80% 0,100% 20%,
70% 50%,100% 80%,80% 100%,50% 70%,20% 100%,0 80%,30% 50%,0 20%)}
.sym-other{background:light-dark(#5A6670,#A7B3BB);
clip-path:polygon(25% 5%,75% 5%,100% 50%,75% 95%,25% 95%,0 50%)}
.vid-legend{display:flex;flex-wrap:wrap;gap:.05rem .7rem;line-height:1.35;font-size:.8rem;color:var(--quiet)}
.vid-legend span.i{white-space:nowrap}
.sym-ring{border:2px solid light-dark(#D4006A,#FF5CA8);border-radius:50%}
.sym-hollow{border:2px solid var(--quiet);border-radius:50%;transform:scale(.85)}
.sym-line{height:0;border-top:2px solid var(--ink);border-radius:0;vertical-align:.22rem}
.sym-light{background:light-dark(#C07C1E,#A0602A);border-radius:50%}
.sym-heavy{background:light-dark(#8F3F0E,#F29A3F);transform:scale(.88)}
.sym-severe{background:light-dark(#3A0C05,#FFEBDD);
clip-path:polygon(50% 0,100% 50%,50% 100%,0 50%)}

[data-testid="stHtml"] h2{font-size:1.35rem;padding:.3rem 0 .1rem;margin:0}
[data-testid="stHtml"] h3{font-size:1.08rem;padding:.7rem 0 .1rem;margin:0}
[data-testid="stHtml"] h4{font-size:.98rem;padding:.3rem 0 0;margin:0}
[data-testid="stHtml"] p,[data-testid="stHtml"] li{max-width:110ch;margin:.15rem 0;
line-height:1.45}
.vid-told{border-left:4px solid var(--line);padding:.1rem 0 .2rem .9rem;margin:.35rem 0}
.katex-display,.katex-display>.katex{text-align:left!important}
.vid-pre{white-space:pre-wrap;color:var(--quiet);font-size:.87rem}
.vid-pairs{max-width:70rem}.vid-pairs th{width:14rem}
.vid-table{border-collapse:collapse;width:100%;font-size:.9rem;
font-variant-numeric:tabular-nums}
.vid-table caption{text-align:left;font-weight:600;padding:.2rem 0}
.vid-table th,.vid-table td{border-bottom:1px solid var(--line);padding:.28rem .5rem;
text-align:left;vertical-align:top;font-weight:400}
.vid-table thead th{color:var(--quiet);font-size:.82rem}
.vid-table tbody th{font-weight:600}
.vid-scroll{overflow:auto}
.vid-dl dt{font-weight:600;margin-top:.45rem}.vid-dl dd{margin:0;color:var(--quiet)}
.vid-changes{font-size:.9rem;line-height:1.45}
.vid-changes li{font-size:.87rem;margin:0!important;line-height:1.35!important}
.vid-changes.lists{display:grid;grid-template-columns:repeat(auto-fit,minmax(11rem,1fr));
gap:.2rem 1rem;max-height:9rem;overflow:auto;padding:.2rem 0 .3rem}
.vid-changes ul{margin:0;padding-left:1.1rem}
.vid-phases{display:grid;grid-template-columns:repeat(auto-fit,minmax(15rem,1fr));gap:.4rem 1.4rem}
.vid-phases .bars{display:flex;gap:.35rem;align-items:flex-end}
.vid-phases .y{flex:1;min-width:0;text-align:center;font-size:.76rem;color:var(--quiet);
font-variant-numeric:tabular-nums}
.vid-phases .b{height:5rem;display:flex;align-items:flex-end;border-bottom:1px solid var(--line)}
.vid-phases .b div{width:100%;background:var(--accent);border-radius:2px 2px 0 0;min-height:1px}
.vid-matrix td.plan,.vid-matrix th.plan{text-align:center}.vid-matrix th.plan{max-width:8rem}
.vid-matrix .on{color:var(--accent);font-size:1.2rem}.vid-matrix .off{color:var(--quiet)}
.vid-matrix td.count{min-width:8rem;white-space:nowrap}
.vid-matrix .bar{height:6px;background:transparent;margin-top:.2rem}
.vid-matrix .bar div{height:100%;background:var(--accent);border-radius:3px;min-width:2px}
.vid-matrix summary{cursor:pointer;min-height:24px}.vid-matrix details p{margin:.2rem 0}
[data-testid="stMultiSelect"] button{min-width:24px;min-height:24px}
[data-testid="stMultiSelect"] span[title]{color:light-dark(#FFF,#0B1216)!important}
.vid-swing{flex:1;min-width:0}
.vid-legend+.vid-spend{margin-top:.45rem}
.vid-spend{display:flex;gap:.5rem;align-items:flex-end;padding-top:.3rem}
.vid-spend .year{flex:1;min-width:0;text-align:center;font-size:.78rem;color:var(--quiet);
font-variant-numeric:tabular-nums}
.vid-spend .stack{position:relative;height:5.4rem;display:flex;flex-direction:column;
justify-content:flex-end;border-bottom:1px solid var(--line);margin:0 12%}
.vid-spend .part{color:light-dark(#fff,#111);font-size:.76rem;display:flex;align-items:center;
justify-content:center;overflow:hidden;border-top:1px solid light-dark(#fff,#14191D);min-height:2px}
.vid-spend .come{position:absolute;left:-14%;right:-14%;border-top:2px solid var(--ink)}
"""
LAYOUT: Final = """
.st-key-list{height:calc(100vh - 352px)!important;min-height:20rem;overflow-y:auto;flex:none;
padding-right:.4rem;border-top:1px solid var(--line);display:block;contain:strict}
.st-key-list [data-testid="stElementContainer"]{width:100%}
.st-key-weights{gap:.12rem}.st-key-weights [data-testid="stHorizontalBlock"]{gap:.15rem}
.st-key-against{align-items:flex-start}
.st-key-against button{min-height:26px;padding:0 .6rem}
.st-key-undo button,.st-key-redo button,.st-key-restore button{width:30px;padding:0}
.st-key-undo button p,.st-key-redo button p,.st-key-restore button p{position:absolute;width:1px;height:1px;overflow:hidden;
clip-path:inset(50%)}
[class*="st-key-panel_"]{max-height:max(15rem,calc(100vh - 700px));overflow:auto}
.st-key-card{max-height:max(20rem,calc(100vh - 505px));overflow:auto;padding-right:.3rem}
.st-key-panel button{min-height:28px;padding:0 .6rem}
.st-key-keep button{min-height:34px}
.st-key-spent button{min-height:26px;height:26px;padding:0 .4rem}
[data-testid="stLayoutWrapper"]:has(>.st-key-busy){position:absolute;height:0}
.st-key-busy{position:fixed;top:.4rem;left:50%;transform:translateX(-50%);z-index:99;width:auto;
background:var(--warn-paper);color:var(--warn);border-radius:999px;padding:.1rem .9rem;
box-shadow:0 1px 4px rgba(0,0,0,.25)}
.st-key-busy:has(button){border-radius:14px;min-width:min(34rem,92vw);padding:.3rem .9rem .5rem}
.st-key-busy:not(:has([data-testid="stProgress"])){display:none}
@media (max-width:900px){
.st-key-list{height:auto!important;max-height:75vh;contain:layout paint style}
.st-key-card,[class*="st-key-panel_"]{max-height:none}
.vid-losses,.vid-losses.none-clearing,.vid-losses.none-decay{grid-template-columns:1fr}
.vid-loss{max-height:9rem}.vid-answer{font-size:1.12rem}.vid-brand small{display:none}
[data-testid="stMainBlockContainer"]{padding:.35rem .7rem 1rem}
}
"""
