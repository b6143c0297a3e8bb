#include "once.h"

const Once once[] = {
  { "an-answer-that-came-late", 9,
    "person@3:528.260.650 keep@4:756.522.16 one-by-one@3:811.701.231 exchange@4:901.261.850 "
    "late@4:607.94.984" },
  { "an-answer-that-came-twice", 26,
    "volunteer@0:633.177.316 exchange@0:148.208.602 lost@4:532.799.869 volunteer@4:143.502.38 "
    "twice@4:154.928.445" },
  { "a-merge-with-a-deleted-family", 28,
    "family@1:658.203.380 family@3:828.620.618 exchange@3:609.553.458 exchange@1:189.943.490 "
    "merge@3:250.708.667 family@1:628.833.484 delete@1:15.784.680" },
  { "an-edit-of-a-revived-family", 18,
    "delete@4:348.675.47 family@2:332.312.921 move@2:701.268.398 exchange@2:192.606.939 "
    "exchange@4:966.572.443 household@4:114.216.874" },
  { "an-edit-under-a-clock-years-ahead", 5011,
    "clock@2:776.73.457 household@2:464.741.950 clock@4:564.82.975 person@4:351.775.775 "
    "pass@1:76.766.289 pass@1:521.513.702 exchange@2:468.636.160 exchange@4:657.878.845 "
    "household@4:854.227.981" },
  { "an-old-form-under-a-clock-weeks-ahead", 110,
    "clock@2:302.637.610 clock@0:334.475.737 household@2:972.532.233 household@0:453.854.860 "
    "exchange@0:877.145.443 form@2:7.113.868 exchange@2:335.172.765 household@2:349.303.198" },
  { "news-before-their-receipt", 20016,
    "volunteer@1:294.837.16 lost@1:123.199.113 news-only@3:668.328.999 volunteer@3:834.404.519 "
    "exchange@3:759.230.163 news-only@1:296.971.148" },
  { "conflicts-on-a-disk-that-fails-once", 207,
    "household@3:87.885.965 household@1:281.156.164 person@3:453.179.536 person@1:245.219.854 "
    "exchange@3:687.536.590 exchange@1:599.377.808 disk@4:54.492.21 decide@1:571.410.959" },
  { "what-rests-on-a-refused-family", 1000054,
    "long@3:912.561.350 move@3:794.278.864 exchange@3:86.624.755 again@3:325.769.294 "
    "exchange@3:837.593.674 one-by-one@1:695.796.986" },
  { "an-answer-on-a-disk-that-fails-to-read-once", 7,
    "settle@0:0.0.0 restart@0:0.0.0 disk@0:2.7.0 settle@0:0.1.0" },
  { "what-a-move-wrote-over", 45,
    "household@3:420.80.660 lost@3:487.107.696 merge@4:892.895.719 one-by-one@4:827.681.45 "
    "away@1:778.410.909 household@2:709.480.336" },
  { "a-move-on-a-disk-that-fails-once", 71,
    "person@2:819.705.496 exchange@2:150.422.634 away@3:339.816.218 stick-down@0:450.102.224 "
    "volunteer@2:485.350.446 restart-registry@1:72.606.523 settle@0:10.817.488 "
    "exchange@2:336.85.749 person@0:66.200.136 registry-disk@2:182.935.469 "
    "one-by-one@0:984.176.503" },
  { "a-merge-on-a-disk-that-fails-once", 2000040, "disk@0:434.880.74 merge@1:559.584.929" },
};

const guint n_once = G_N_ELEMENTS (once);
