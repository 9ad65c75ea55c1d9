"""Models of Python, native beside the browser: reads one request per line, writes one answer per line.

A request is {"what", "data": {name: [file, kind]}, ...}; files hold raw little-endian numbers. An answer is {"ms", "value"}, {"missing"} where
a package is not there, or {"error"}. Data is loaded and put into the shape that the package wants before its time starts, once.
"""

import json
import os
import sys
import time
import warnings

warnings.filterwarnings("ignore")
# Whatever a package prints goes to the errors: answers alone go to the output.
answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)

import numpy as np  # noqa: E402

prepared = {}


def loaded(data):
    kinds = {"f64": "<f8", "u32": "<u4", "u8": "u1"}
    return {name: np.fromfile(path, dtype=kinds[kind]) for name, (path, kind) in data.items()}


def once(request, prepare):
    """What a request prepares, made by its first call."""
    key = request["what"] + json.dumps(request["data"], sort_keys=True)
    if key not in prepared:
        prepared[key] = prepare(loaded(request["data"]))
    return prepared[key]


def timed(work):
    begun = time.perf_counter()
    value = work()
    return 1000 * (time.perf_counter() - begun), value


def one_thread():
    from threadpoolctl import threadpool_limits

    return threadpool_limits(limits=1)


def bg_nbd(request):
    from lifetimes import BetaGeoFitter

    columns = once(request, lambda columns: columns)
    frequency = columns["repeats"].astype(float)
    ms, model = timed(lambda: BetaGeoFitter().fit(frequency, columns["recency"], columns["age"]))
    found = [float(model.params_[name]) for name in ("r", "alpha", "a", "b")]
    # The model keeps that of scaled times; this is that of the times themselves.
    mean = model._negative_log_likelihood(np.log(found), frequency, columns["recency"], columns["age"], np.ones_like(frequency), 0.0)
    return ms, found + [float(-mean * len(frequency))]


def classifier(request, make):
    """Back-test in three folds, calibration on what it gave, and the fit on all, as Kith trains."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import roc_auc_score
    from sklearn.model_selection import StratifiedKFold, cross_val_predict

    def prepare(columns):
        outcomes = columns["outcomes"]
        rows = len(outcomes)
        # In the order of C, as a frame of fields is for scikit-learn.
        table = np.ascontiguousarray(np.column_stack([columns["numbers"].reshape(-1, rows).T, columns["labels"].reshape(-1, rows).T.astype(float)]))
        return {"table": table, "outcomes": outcomes}

    kept = once({**request, "what": "classifier"}, prepare)
    table, outcomes = kept["table"], kept["outcomes"]
    numbers = request["numbers"]
    with one_thread() if request.get("one_thread") else open(os.devnull):
        if request.get("predict"):
            ms, found = timed(lambda: kept[request["what"]].predict_proba(table)[:, 1])
            return ms, {"mean": float(found.mean()), "first": [float(value) for value in found[:200]]}

        def fit():
            folds = StratifiedKFold(3, shuffle=True, random_state=1)
            scores = cross_val_predict(make(numbers, table.shape[1]), table, outcomes, cv=folds, method="decision_function")
            LogisticRegression().fit(scores[:, None], outcomes)
            return make(numbers, table.shape[1]).fit(table, outcomes), scores

        ms, (model, scores) = timed(fit)
        kept[request["what"]] = model
        return ms, {"auc": float(roc_auc_score(outcomes, scores))}


def logistic(request):
    from sklearn.compose import ColumnTransformer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder, StandardScaler

    def make(numbers, fields):
        coded = ColumnTransformer([
            ("numbers", StandardScaler(), list(range(numbers))),
            ("labels", OneHotEncoder(handle_unknown="ignore"), list(range(numbers, fields))),
        ])
        return make_pipeline(coded, LogisticRegression(max_iter=1000))

    return classifier(request, make)


def boosting(request):
    from sklearn.ensemble import HistGradientBoostingClassifier

    def make(numbers, fields):
        return HistGradientBoostingClassifier(
            max_iter=request["trees"], learning_rate=0.08, max_leaf_nodes=16, min_samples_leaf=20, l2_regularization=1.0, max_bins=62,
            categorical_features=list(range(numbers, fields)), early_stopping=False, random_state=1,
        )

    return classifier(request, make)


def bought(columns, request):
    from scipy.sparse import csr_matrix

    ones = np.ones(len(columns["buyerOf"]))
    return csr_matrix((ones, (columns["buyerOf"], columns["itemOf"])), shape=(request["buyers"], request["items"]))


def item_knn(request):
    from implicit.nearest_neighbours import CosineRecommender

    matrix = once(request, lambda columns: bought(columns, request))

    def fit():
        model = CosineRecommender(K=request["partners"] + 1)
        model.fit(matrix, show_progress=False)
        return model

    ms, model = timed(fit)
    value = []
    for item in request["asked"]:
        # The item itself is its own nearest neighbour here.
        row = model.similarity.getrow(item)
        value.append(sorted((float(score) for other, score in zip(row.indices, row.data) if other != item), reverse=True)[:10])
    return ms, value


def ease(request):
    matrix = once(request, lambda columns: bought(columns, request))

    def fit():
        gram = (matrix.T @ matrix).toarray()
        gram[np.diag_indices_from(gram)] += request["regularisation"]
        inverse = np.linalg.inv(gram)
        weights = inverse / -np.diag(inverse)
        np.fill_diagonal(weights, 0.0)
        return weights

    with one_thread():
        ms, weights = timed(fit)
    return ms, [[float(value) for value in weights[item][:50]] for item in request["asked"]]


def item_sets(request):
    from mlxtend.frequent_patterns import fpgrowth
    import pandas as pd

    def prepare(columns):
        table = np.zeros((request["baskets"], request["items"]), dtype=bool)
        table[columns["basketOf"], columns["itemOf"]] = True
        return pd.DataFrame(table)

    table = once(request, prepare)
    ms, found = timed(lambda: fpgrowth(table, min_support=request["support"]))
    sets = zip(found["itemsets"], found["support"])
    return ms, sorted([sorted(int(item) for item in items), round(support * len(table))] for items, support in sets)


def k_means(request):
    from sklearn.cluster import KMeans
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    table = once(request, lambda columns: np.ascontiguousarray(columns["values"].reshape(request["columns"], -1).T))
    steps = lambda: make_pipeline(StandardScaler(), KMeans(request["clusters"], n_init=request["starts"], random_state=1))
    ms, model = timed(lambda: steps().fit(table))
    return ms, float(model[-1].inertia_)


def ets(request):
    from statsforecast.models import AutoETS

    columns = once(request, lambda columns: columns)
    each = np.split(columns["values"], np.cumsum(columns["lengths"])[:-1])

    def fit():
        return [AutoETS(season_length=request["period"]).forecast(values, request["horizon"])["mean"] for values in each]

    with one_thread():
        ms, found = timed(fit)
    return ms, [float(value) for value in np.concatenate(found)]


for line in sys.stdin:
    request = json.loads(line)
    try:
        ms, value = globals()[request["what"]](request)
        answer = {"ms": ms, "value": value}
    except ImportError as error:
        answer = {"missing": str(error)}
    except Exception as error:  # The suite names it, and goes on with the others.
        answer = {"error": f"{type(error).__name__}: {error}"}
    answers.write(json.dumps(answer) + "\n")
    answers.flush()
