"""Makes numerai-tools-functions.json, run once: pip install numerai-tools==0.6.0 && python functions.py > numerai-tools-functions.json"""

import importlib.metadata
import json
import warnings

import numpy as np
import pandas as pd
from numerai_tools import scoring, signals

warnings.filterwarnings("ignore")


def case(seed, rows, levels):
    rng = np.random.default_rng(seed)
    ids = [f"n{i:04d}" for i in range(rows)]

    def column(name, levels=0):
        values = rng.random(rows)
        return pd.Series(np.floor(values * levels) / levels if levels else values, ids, name=name)

    a, b = column("a", levels), column("b", levels)
    target = column("target", 5) if seed % 2 else column("target") - 0.5
    predictions = pd.concat([a, b], axis=1)
    features = pd.concat([column("f0"), column("f1"), column("f2", 3)], axis=1)
    # Orthonormal, as the neutralizers of a portfolio have to be.
    basis = pd.DataFrame(np.linalg.qr(features - features.mean())[0], ids)
    weights = signals.generate_neutralized_weights(predictions, basis, pd.Series(1.0, ids), center_and_normalize=True)
    book = [weights[name] for name in weights]
    columns = lambda frame: {str(name): frame[name].tolist() for name in frame}
    numbers = lambda values: np.ravel(values).tolist()
    return {
        "predictions": columns(predictions),
        "target": target.tolist(),
        "features": columns(features),
        "neutralizers": columns(basis),
        "expect": {
            "churn": float(signals.churn(a, b)),
            "churn_top_bottom_10": float(signals.churn(a, b, top_bottom=10)),
            "turnover": float(signals.turnover(*book)),
            "neutralized_weights": columns(weights),
            "spearman": float(scoring.spearman_correlation(a, b)),
            "pearson": float(scoring.pearson_correlation(a, b)),
            "variance_normalize": columns(scoring.variance_normalize(predictions)),
            "weight_normalize": columns(scoring.weight_normalize(predictions)),
            "orthogonalize": numbers(scoring.orthogonalize(a.to_frame().values, b.to_frame().values)),
            "numerai_corr_of_returns": numbers(scoring.numerai_corr(predictions, target, target_pow15=False)),
            "feature_neutral_corr": numbers(scoring.feature_neutral_corr(predictions, features, target)),
            "feature_neutral_corr_top_bottom_10": numbers(
                scoring.feature_neutral_corr(predictions, features, target, top_bottom=10)
            ),
            "max_feature_correlation_top_bottom_10": float(
                scoring.max_feature_correlation(a, features, top_bottom=10)[1]
            ),
        },
    }


versions = {name: importlib.metadata.version(name) for name in ("numerai-tools", "numpy", "pandas", "scipy")}
cases = [case(seed, 40 + 7 * seed, levels) for seed, levels in enumerate([0, 0, 4, 12])]
print(json.dumps({"versions": versions, "cases": cases}))
