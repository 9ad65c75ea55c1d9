//! Clusters against plain iterations, hand-made silhouettes, and odd columns.

use super::*;
use proptest::prelude::*;

fn prepared(columns: &[Vec<f64>]) -> Points {
    let columns: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    Points::prepare(&columns, Scaling::default()).unwrap()
}

fn prepare_error(columns: &[&[f64]]) -> ClustersError {
    Points::prepare(columns, Scaling::default()).unwrap_err()
}

#[test]
fn input_that_has_no_clusters_is_named() {
    assert_eq!(prepare_error(&[]), ClustersError::NoColumns);
    assert_eq!(prepare_error(&[&[]]), ClustersError::NoRows { left_out: 0 });
    assert_eq!(prepare_error(&[&[f64::NAN, f64::INFINITY]]), ClustersError::NoRows { left_out: 2 });
    assert_eq!(prepare_error(&[&[3.0, 3.0]]), ClustersError::NothingVaries);
    let uneven = ClustersError::Columns {
        column: 1,
        rows: 1,
        expected: 2,
    };
    assert_eq!(prepare_error(&[&[1.0, 2.0], &[1.0]]), uneven);
    let points = prepared(&[vec![1.0, 1.0, 2.0]]);
    let few = ClustersError::TooFewDistinct { distinct: 2, clusters: 3 };
    assert_eq!(KMeans::fit(&points, 3, 1, 1).unwrap_err(), few);
    assert_eq!(KMeans::fit(&points, 0, 1, 1).unwrap_err(), ClustersError::NoClusters);
}

#[test]
fn rows_that_lack_a_number_are_left_out_and_counted() {
    let points = prepared(&[vec![1.0, f64::NAN, 2.0, 9.0], vec![1.0, 1.0, f64::INFINITY, 5.0]]);
    assert_eq!((points.len(), points.left_out(), points.row_of()), (2, 2, &[0, 3][..]));
}

#[test]
fn z_scores_are_those_of_the_population() {
    let points = prepared(&[vec![2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0]]);
    assert_eq!((points.point(0), points.point(7)), (&[-1.5][..], &[2.0][..]));
}

#[test]
fn huge_tiny_and_negative_values_stay_finite() {
    for log in [false, true] {
        let scaling = Scaling { log, standardise: true };
        let values = [1e300, -1e300, 5e-324, 0.0, -3.0, f64::MAX];
        let points = Points::prepare(&[&values, &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]], scaling).unwrap();
        let clusters = KMeans::fit(&points, 3, 3, 1).unwrap();
        assert!(clusters.inertia.is_finite() && clusters.centres.iter().all(|centre| centre.is_finite()));
        assert!(silhouette(&points, &clusters, 1).unwrap().mean.is_finite());
        let described = describe(&points, &clusters, &[&values, &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]]).unwrap();
        assert!(described.iter().flat_map(|one| &one.traits).all(|one| one.mean.is_finite()));
    }
}

#[test]
fn separate_groups_are_found_counted_and_described() {
    let orders = vec![1.0, 2.0, 1.0, 2.0, 50.0, 51.0, 52.0];
    let revenue = vec![5.0, 6.0, 5.0, 6.0, 500.0, 510.0, 505.0];
    let points = prepared(&[orders.clone(), revenue.clone()]);
    let best = choose_k(&points, 4, 5, 1).unwrap();
    assert_eq!((best[0].k, &best[0].clusters.sizes[..]), (2, &[4, 3][..]));
    assert!(best[0].silhouette.mean > 0.9);
    let described = describe(&points, &best[0].clusters, &[&orders, &revenue]).unwrap();
    assert_eq!((described[1].size, described[1].traits[0].level), (3, Level::MuchHigher));
    let orders_of = |one: &Description| one.traits.iter().find(|one| one.column == 0).unwrap().median;
    assert_eq!((orders_of(&described[0]), orders_of(&described[1])), (1.5, 51.0));
}

#[test]
fn silhouette_by_hand() {
    // Without standardising: 0 and 1 against 4 and 6.
    let scaling = Scaling {
        log: false,
        standardise: false,
    };
    let points = Points::prepare(&[&[0.0, 1.0, 4.0, 6.0]], scaling).unwrap();
    let clusters = KMeans::fit(&points, 2, 5, 1).unwrap();
    let expected = (4.0 / 5.0 + 3.0 / 4.0 + 1.5 / 3.5 + 3.5 / 5.5) / 4.0;
    assert!((silhouette(&points, &clusters, 1).unwrap().mean - expected).abs() < 1e-12);
    assert_eq!(silhouette(&points, &KMeans::fit(&points, 1, 1, 1).unwrap(), 1), None);
}

/// Lloyd's iterations without bounds, from the given centres, until nothing changes.
fn plain_lloyd(points: &Points, mut centres: Vec<Vec<f64>>) -> f64 {
    let distance = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>();
    let nearest = |point: &[f64], centres: &[Vec<f64>]| {
        (0..centres.len())
            .min_by(|a, b| distance(point, &centres[*a]).total_cmp(&distance(point, &centres[*b])))
            .unwrap()
    };
    for _ in 0..500 {
        let before = centres.clone();
        for (cluster, centre) in centres.iter_mut().enumerate() {
            let members: Vec<usize> = (0..points.len())
                .filter(|p| nearest(points.point(*p), &before) == cluster)
                .collect();
            for (dimension, value) in centre.iter_mut().enumerate().filter(|_| !members.is_empty()) {
                let sum: f64 = members.iter().map(|p| points.point(*p)[dimension]).sum();
                *value = sum / members.len() as f64;
            }
        }
        if centres == before {
            break;
        }
    }
    (0..points.len())
        .map(|p| distance(points.point(p), &centres[nearest(points.point(p), &centres)]))
        .sum()
}

#[test]
fn bounds_change_nothing_but_the_time() {
    let mut random = crate::random::SplitMix64::new(3);
    let columns: Vec<Vec<f64>> = (0..3).map(|_| (0..400).map(|_| random.unit()).collect()).collect();
    let points = prepared(&columns);
    let clusters = KMeans::fit(&points, 6, 1, 11).unwrap();
    let centres = clusters.centres.chunks(3).map(<[f64]>::to_vec).collect();
    // Already at a fixed point of plain iterations: going on there gains nothing.
    let plain = plain_lloyd(&points, centres);
    assert!((clusters.inertia - plain).abs() < 1e-9 * plain, "{} {plain}", clusters.inertia);
}

#[test]
fn slices_give_what_one_go_gives() {
    let mut random = crate::random::SplitMix64::new(5);
    let columns: Vec<Vec<f64>> = (0..2).map(|_| (0..200).map(|_| random.unit()).collect()).collect();
    let points = prepared(&columns);
    let mut fit = KMeans::new(&points, 4, 4, 9).unwrap();
    let mut last = 0.0;
    while !fit.run(1) {
        assert!((0.0..=1.0).contains(&fit.progress()) && fit.progress() >= last);
        last = fit.progress();
    }
    assert_eq!(fit.finish(), KMeans::fit(&points, 4, 4, 9).unwrap());
}

proptest! {
    #[test]
    fn clusters_are_a_partition_with_their_own_means(
        rows in prop::collection::vec((-1e3f64..1e3, 0.0f64..50.0), 4..60),
        k in 1usize..4,
    ) {
        let columns = [rows.iter().map(|row| row.0).collect::<Vec<_>>(), rows.iter().map(|row| row.1).collect()];
        let points = prepared(&columns);
        if let Ok(clusters) = KMeans::fit(&points, k, 3, 1) {
            prop_assert_eq!(clusters.sizes.iter().sum::<u32>() as usize, points.len());
            prop_assert!(clusters.sizes.iter().all(|size| *size > 0) && clusters.sizes.windows(2).all(|pair| pair[0] >= pair[1]));
            for (cluster, size) in clusters.sizes.iter().enumerate() {
                let members = (0..points.len()).filter(|p| clusters.cluster_of[*p] as usize == cluster);
                let sum: f64 = members.map(|p| points.point(p)[0]).sum();
                prop_assert!((sum / f64::from(*size) - clusters.centres[cluster * 2]).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn units_do_not_matter(rows in prop::collection::vec(0.0f64..1e3, 12..40), unit in 1e-3f64..1e3, shift in -1e3f64..1e3) {
        let other: Vec<f64> = rows.iter().map(|value| value * unit + shift).collect();
        let (a, b) = (prepared(&[rows]), prepared(&[other]));
        let (a, b) = (KMeans::fit(&a, 2, 20, 1).unwrap(), KMeans::fit(&b, 2, 20, 1).unwrap());
        prop_assert!((a.inertia - b.inertia).abs() < 1e-6 * a.inertia.max(1.0));
    }

    #[test]
    fn more_clusters_never_lie_further_from_their_points(rows in prop::collection::vec(0.0f64..1e3, 12..40)) {
        let points = prepared(&[rows]);
        let inertia = |k| KMeans::fit(&points, k, 20, 1).unwrap().inertia;
        prop_assert!(inertia(3) <= inertia(2) + 1e-9);
        prop_assert!(inertia(2) <= inertia(1) + 1e-9);
    }
}
