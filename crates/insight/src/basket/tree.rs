//! The FP-tree: baskets as paths from a root, most frequent item first, so that common beginnings are kept once.
//!
//! Nodes are numbers into parallel columns. A child is always younger than its parent, so sums over paths need no recursion.

/// No node.
const NONE: u32 = u32::MAX;

/// A tree over local item numbers `0..items`, 0 being the most frequent.
#[derive(Debug)]
pub(super) struct Tree {
    item: Vec<u32>,
    count: Vec<u32>,
    parent: Vec<u32>,
    first_child: Vec<u32>,
    next_sibling: Vec<u32>,
    /// The next node of the same item.
    next_alike: Vec<u32>,
    /// The first node of each item.
    head: Vec<u32>,
    /// The item each local number stands for, and its count in this tree.
    pub(super) items: Vec<(u32, u32)>,
}

impl Tree {
    /// An empty tree over `items`, each with its count, most frequent first.
    pub(super) fn new(items: Vec<(u32, u32)>) -> Self {
        Self {
            item: vec![NONE],
            count: vec![0],
            parent: vec![NONE],
            first_child: vec![NONE],
            next_sibling: vec![NONE],
            next_alike: vec![NONE],
            head: vec![NONE; items.len()],
            items,
        }
    }

    /// Adds a path of ascending local numbers that occurs `times` times.
    pub(super) fn insert(&mut self, path: &[u32], times: u32) {
        let mut node = 0u32;
        for &item in path {
            let mut child = self.first_child[node as usize];
            while child != NONE && self.item[child as usize] != item {
                child = self.next_sibling[child as usize];
            }
            if child == NONE {
                child = self.item.len() as u32;
                self.item.push(item);
                self.count.push(0);
                self.parent.push(node);
                self.first_child.push(NONE);
                self.next_sibling.push(self.first_child[node as usize]);
                self.first_child[node as usize] = child;
                self.next_alike.push(self.head[item as usize]);
                self.head[item as usize] = child;
            }
            self.count[child as usize] += times;
            node = child;
        }
    }

    /// The tree of what precedes `item`, of items that occur in it at least `least` times. `paths` is working memory.
    pub(super) fn before(&self, item: u32, least: u32, paths: &mut Vec<u32>) -> Self {
        let mut counts = vec![0u32; item as usize];
        let mut node = self.head[item as usize];
        while node != NONE {
            let times = self.count[node as usize];
            let mut above = self.parent[node as usize];
            while above != 0 {
                counts[self.item[above as usize] as usize] += times;
                above = self.parent[above as usize];
            }
            node = self.next_alike[node as usize];
        }
        // The order of the larger tree is kept: nearly as good as sorting anew, and paths come out ascending.
        let mut local = vec![NONE; item as usize];
        let mut items = Vec::new();
        for (number, &count) in counts.iter().enumerate() {
            if count >= least {
                local[number] = items.len() as u32;
                items.push((self.items[number].0, count));
            }
        }
        let mut tree = Self::new(items);
        if tree.items.is_empty() {
            return tree;
        }
        let mut node = self.head[item as usize];
        while node != NONE {
            paths.clear();
            let mut above = self.parent[node as usize];
            while above != 0 {
                let number = local[self.item[above as usize] as usize];
                if number != NONE {
                    paths.push(number);
                }
                above = self.parent[above as usize];
            }
            paths.reverse();
            tree.insert(paths, self.count[node as usize]);
            node = self.next_alike[node as usize];
        }
        tree
    }
}
